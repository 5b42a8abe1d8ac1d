import { caseMappedUserpart, narrowed } from './username.ts';

/** Texts that paths and `findUser` read as something else than a login. */
const NO_LOGIN = /^(?:me|\.\.?)$/i;
const USER_ID = /^00u[0-9A-Za-z]{17}$/;

/** Why a login is none, in a few words; undefined when it is one. */
export function refusedLogin(login: string): string | undefined {
  const narrow = narrowed(login);
  if (NO_LOGIN.test(narrow) || USER_ID.test(narrow)) return 'This name stands for something else';
  if (login.trim() !== login) return 'The field has blanks around it';
  if (precisKey(login) === undefined) {
    return 'Letters and digits that read in one direction, and signs of ASCII, are all it may have (RFC 8265)';
  }
  return undefined;
}

/** The key by which logins are compared: two are one when theirs is. By RFC 8265, or as before for a login that is none there. */
export const loginKey = (login: string): string => precisKey(login) ?? plainKey(login);

/** Logins were compared by this before RFC 8265: those who had one then keep it, and are found by it. */
export const plainKey = (login: string): string => login.normalize('NFC').toLowerCase();

/**
 * A login is userparts with a blank or an "@" between them (RFC 8265 section 3.5), so that a name in Hebrew may have its mailbox at
 * a host in Latin letters.
 */
function precisKey(login: string): string | undefined {
  const parts = login.split(/([ @])/).map((part) => (part === ' ' || part === '@' ? part : caseMappedUserpart(part)));
  return parts.includes(undefined) ? undefined : parts.join('');
}
