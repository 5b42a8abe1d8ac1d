import type { EnrollContext } from '../../domain/factors/context.ts';
import { type Refused, refuse } from '../../domain/factors/decision.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Phone, PhoneChannel } from '../../domain/values/phone.ts';
import { phoneForm, toE164 } from '../../domain/values/phoneNumber.ts';

/** The phone in an enroll request. */
export interface PhoneProfile {
  readonly phoneNumber?: string;
  /** The digits to dial once connected; null and the empty text are none. */
  readonly phoneExtension?: string | null;
}

interface ChosenPhone {
  readonly ok: true;
  readonly phone: Pick<Phone, 'number' | 'e164' | 'extension'>;
  /** This very phone was verified before: no message is needed (the curl walk-through of the seeds). */
  readonly remembered: boolean;
}

/** Which phone an enroll request means, after what is known about the user's (facts 46, 47, 61, 63, 64). */
export function choosePhone(
  channel: PhoneChannel,
  profile: PhoneProfile | undefined,
  {
    phones,
    updatePhone,
    policy: { defaultCountry },
  }: Pick<EnrollContext<unknown>, 'phones' | 'updatePhone' | 'policy'>,
): ChosenPhone | Refused<never> {
  const known = phones.find((phone) => phone.channel === channel);
  const number = profile?.phoneNumber ?? known?.number;
  if (number === undefined) {
    return refuse(
      fault('noPhone').because('Send profile.phoneNumber in E.164 form to enroll a new phone.'),
      'NO_PHONE',
    );
  }
  const e164 = profile?.phoneNumber === undefined ? known?.e164 : toE164(number, defaultCountry);
  if (e164 === undefined) {
    return refuse(fault('invalidPhone').because(phoneForm('profile.phoneNumber', defaultCountry)), 'INVALID_PHONE');
  }
  const extension = extensionOf(profile, known);
  if (extension !== undefined && !/^\d{1,15}$/.test(extension)) {
    return refuse(
      fault('invalidExtension').because('profile.phoneExtension must be 1 to 15 digits, or null for none.'),
      'INVALID_EXTENSION',
    );
  }
  const phone = { number, e164, ...(extension !== undefined && { extension }) };
  const same = known?.e164 === e164 && known.extension === extension;
  if (known?.verified && !same && !updatePhone) {
    return refuse(
      fault('phoneExists').because('To enroll another number repeat the request with ?updatePhone=true.'),
      'PHONE_EXISTS',
    );
  }
  return { ok: true, phone, remembered: known?.verified === true && same };
}

/**
 * Refuses a resend that names another phone than the pending factor's: a message is sent again, never elsewhere. A request
 * that names none means this one.
 */
export function refuseAnotherPhone(
  { e164, extension }: Pick<Phone, 'e164' | 'extension'>,
  profile: PhoneProfile | undefined,
  { user, policy }: Pick<EnrollContext<unknown>, 'user' | 'policy'>,
): Refused<never> | undefined {
  const number = profile?.phoneNumber;
  const sameNumber = number === undefined || toE164(number, policy.defaultCountry) === e164;
  const named = profile?.phoneExtension;
  if (sameNumber && (named === undefined || (named || undefined) === extension)) return undefined;
  const field = sameNumber ? 'profile.phoneExtension' : 'profile.phoneNumber';
  return refuse(
    fault('validation', { subject: 'factorResendRequest' }).because(
      `${field}: The factor is for another phone, and a resend does not change it.`,
      `To change it enroll again with POST /api/v1/users/${user.id}/factors?updatePhone=true.`,
    ),
    'ANOTHER_PHONE',
  );
}

/** A request that names no number means the known phone, so its extension goes with it. */
function extensionOf(profile: PhoneProfile | undefined, known: Phone | undefined): string | undefined {
  const named = profile?.phoneExtension;
  if (named === undefined) return profile?.phoneNumber === undefined ? known?.extension : undefined;
  return named || undefined;
}
