import type { Role } from '../../contract/access/roles.ts';
import { LONGEST } from '../access/session.ts';
import type { Claims } from '../oauth/jose.ts';
import type { User } from '../users/user.ts';
import { isPrintable } from '../values/printable.ts';
import type { OpenIdSettings } from './openIdProvider.ts';

/** The longest `sub` (OpenID Connect Core, section 2). */
const MAX_SUBJECT = 255;

/**
 * Whether `sub` can be the name of a person for good: no database or log may refuse it, or take two of them for one.
 */
export const namesSubject = ({ sub }: Claims): boolean =>
  typeof sub === 'string' && sub !== '' && sub.length <= MAX_SUBJECT && isPrintable(sub);

/** The roles that the provider's claim gives: none beyond the operator's table. */
export function mappedRoles(claims: Claims, { roleClaim, roles }: Pick<OpenIdSettings, 'roleClaim' | 'roles'>) {
  const given = textsOf(claimAt(claims, roleClaim)).map((value) => roles.get(value));
  return [...new Set(given.filter((role): role is Role => role !== undefined))];
}

/**
 * The login that somebody who comes for the first time is to be linked to; undefined where the operator wants no such
 * link. An e-mail address that the provider has not verified is nobody's: whoever could write one into their profile would
 * be its owner. It is none under another claim's name either.
 */
export function loginToLink(claims: Claims, { linkBy }: Pick<OpenIdSettings, 'linkBy'>): string | undefined {
  if (linkBy === undefined) return undefined;
  const [login, another] = textsOf(claimAt(claims, linkBy));
  if (login === undefined || another !== undefined || login === '' || !isPrintable(login)) return undefined;
  const isEmail = linkBy === 'email' || textsOf(claims.email)[0]?.toLowerCase() === login.toLowerCase();
  return isEmail && claims.email_verified !== true ? undefined : login;
}

/**
 * The time since the person showed who they are, by the provider's own clock; undefined where it does not say. Both claims
 * are of the ID token, which was made a moment ago.
 */
export function sinceAuthenticated({ auth_time, iat }: Claims): Temporal.Duration | undefined {
  if (typeof auth_time !== 'number' || typeof iat !== 'number') return undefined;
  const seconds = Math.round(iat - auth_time);
  return Number.isSafeInteger(seconds) ? Temporal.Duration.from({ seconds: Math.max(0, seconds) }) : undefined;
}

/**
 * Whether the provider vouches for a second factor, in `amr` or `acr`. One that does not say when that was might mean last
 * month.
 */
export function vouchesForFactor(
  claims: Claims,
  { factorAmr, factorAcr }: Pick<OpenIdSettings, 'factorAmr' | 'factorAcr'>,
): boolean {
  const since = sinceAuthenticated(claims);
  if (!since || Temporal.Duration.compare(since, LONGEST) > 0) return false;
  const { amr, acr } = claims;
  return (
    (typeof acr === 'string' && factorAcr.includes(acr)) ||
    (Array.isArray(amr) && amr.some((method) => factorAmr.includes(method)))
  );
}

/** A claim by its name, or by the names on the way to it with dots between (`realm_access.roles`). */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Claims)[part];
  }
  return found;
}

/**
 * Whether a claim is the login of a user, but for the case of Latin letters. Logins of this service that look alike are one (RFC
 * 8265); names of a provider are not, so that a full-width letter or a Kelvin sign would make one of its people another of ours.
 */
export const isLoginOf = (claim: string, { login }: Pick<User['profile'], 'login'>): boolean =>
  lowerCase(claim) === lowerCase(login);

const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const textsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');
