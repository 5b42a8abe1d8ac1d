import { type Refused, refuse } from '../../domain/factors/decision.ts';
import type { Owner } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';

const MAX_LENGTH = 100;

/** The user's own address, when that is what an enroll request means; nobody else's is ever written to (fact 53). */
export function ownAddress(
  wanted: string | undefined,
  user: Owner,
): { readonly ok: true; readonly email: string } | Refused<never> {
  if (wanted !== undefined && wanted.length > MAX_LENGTH) {
    const subject = { subject: 'email' };
    return refuse(fault('validation', subject).because('email: At most 100 characters.'), 'EMAIL_TOO_LONG');
  }
  // The user's spelling, not the caller's: no trick with letter case can lead a code to another mailbox.
  const { email } = user.profile;
  if (wanted === undefined || isOwn(wanted, user)) return { ok: true, email };
  const subject = 'Only verified primary or secondary email can be enrolled.';
  return refuse(fault('validation', { subject }), 'NOT_OWN_EMAIL');
}

/** Whether an address is the user's primary one, whatever its letter case. */
export function isOwn(address: string, { profile }: Owner): boolean {
  return address.toLowerCase() === profile.email.toLowerCase();
}

/** Refuses a resend that names another address than the pending factor's: a message is sent again, never elsewhere. */
export function refuseAnotherAddress(
  address: string,
  wanted: string | undefined,
  { id }: Owner,
): Refused<never> | undefined {
  if (wanted === undefined || wanted.toLowerCase() === address.toLowerCase()) return undefined;
  return refuse(
    fault('validation', { subject: 'factorResendRequest' }).because(
      'profile.email: The factor is for another address, and a resend does not change it.',
      `Addresses are the user's own: POST /api/v1/users/${id}/factors enrolls it; what updatePhone does for phones needs no parameter.`,
    ),
    'ANOTHER_ADDRESS',
  );
}

/**
 * No factor outlives its address: once a user has another one, codes would go to, and be accepted from, a mailbox
 * that may be somebody else's by now.
 */
export function refuseMoved(address: string, user: Owner): Refused<never> | undefined {
  if (isOwn(address, user)) return undefined;
  return refuse(
    fault('validation', { subject: 'email' }).because(
      "email: The factor belongs to an address that is no longer the user's primary one.",
      `Enroll the new address with POST /api/v1/users/${user.id}/factors; it takes this factor's place.`,
    ),
    'EMAIL_CHANGED',
  );
}
