import { type Refused, refuse } from './decision.ts';
import { fault } from './fault.ts';
import type { EnrollContext } from './kind.ts';
import { type PhoneChannel, toE164 } from './phone.ts';

interface ChosenPhone {
  readonly ok: true;
  readonly number: string;
  readonly e164: string;
  /** This very number was verified before: no message is needed (the curl walk-through of the seeds). */
  readonly remembered: boolean;
}

/** Which number an enroll request means, after what is known about the user's phone (facts 46, 47, 61, 63, 64). */
export function choosePhone(
  channel: PhoneChannel,
  profile: { readonly phoneNumber?: string } | undefined,
  { phones, updatePhone }: EnrollContext<unknown>,
): ChosenPhone | Refused<never> {
  const known = phones.find((phone) => phone.channel === channel);
  const number = profile?.phoneNumber ?? known?.number;
  if (number === undefined) {
    return refuse(
      fault('noPhone').because('Send profile.phoneNumber in E.164 form to enroll a new phone.'),
      'NO_PHONE',
    );
  }
  const e164 = toE164(number);
  if (e164 === undefined) {
    return refuse(
      fault('invalidPhone').because('profile.phoneNumber must be E.164: a plus sign, country code and number.'),
      'INVALID_PHONE',
    );
  }
  if (known?.verified && known.e164 !== e164 && !updatePhone) {
    return refuse(
      fault('phoneExists').because('To enroll another number repeat the request with ?updatePhone=true.'),
      'PHONE_EXISTS',
    );
  }
  return { ok: true, number, e164, remembered: known?.verified === true && known.e164 === e164 };
}

/** One phone factor per user and channel: an active one stays, a pending one is replaced. */
export function phoneFactorOf({
  existing,
  user,
}: EnrollContext<unknown>): { readonly ok: true; readonly replaces: readonly string[] } | Refused<never> {
  const active = existing.find(({ status }) => status === 'ACTIVE');
  if (!active) return { ok: true, replaces: existing.map(({ id }) => id) };
  return refuse(
    fault('factorExists').because(`To replace it call DELETE /api/v1/users/${user.id}/factors/${active.id} first.`),
    'FACTOR_EXISTS',
  );
}
