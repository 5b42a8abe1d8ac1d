import { requestTypes, TELEPHONY_HOOK, type TelephonyCall } from '../contract/hooks/telephony.ts';
import type { Outgoing } from '../delivery/delivery.ts';
import { wantedLanguages } from '../domain/values/languages.ts';

interface TelephonyEvent {
  /** 22 characters of base64url, as Okta's are. */
  readonly id: string;
  /** The hook's own URL. */
  readonly source: string;
  /** The words of a text message. */
  readonly text: string;
}

/** The body that a telephony hook is sent for a text message or a call (facts 182 to 185); every value is a string. */
export function telephonyCall(outgoing: Outgoing, { id, source, text }: TelephonyEvent): TelephonyCall {
  const { message, user, at, caller } = outgoing;
  const { origin } = caller;
  const { channel, purpose, to, extension, values } = message;
  const { firstName, lastName, login } = user.profile;
  return {
    eventId: id,
    eventTime: `${at.toString({ smallestUnit: 'second' }).slice(0, -1)}.000Z`,
    eventType: TELEPHONY_HOOK,
    eventTypeVersion: '1.0',
    contentType: 'application/json',
    cloudEventVersion: '0.1',
    source,
    requestType: requestTypes[purpose === 'verify' ? 'verify' : 'activate'],
    data: {
      context: {
        request: {
          id: caller.requestId,
          method: origin?.method ?? 'POST',
          url: { value: origin?.url ?? '' },
          ipAddress: caller.address ?? origin?.peer ?? '',
        },
      },
      userProfile: { firstName: firstName ?? '', lastName: lastName ?? '', login, userId: user.id },
      messageProfile: {
        ...(channel === 'sms' && { msgTemplate: text }),
        // Okta has no place for an extension. This form (RFC 3966) is refused by those who cannot dial it, which is
        // better than a code that is read to a switchboard.
        phoneNumber: extension === undefined ? to : `${to};ext=${extension}`,
        otpExpires: at.add(values.lifetime).toString({ fractionalSecondDigits: 3 }),
        deliveryChannel: channel === 'sms' ? 'SMS' : 'voice call',
        otpCode: values.code,
        locale: localeOf(outgoing),
      },
    },
  };
}

/** The language chosen for the words, else the one asked for, else the user's own; in capitals (fact 184). */
function localeOf({ message, wording, user }: Outgoing): string {
  const [wanted] = wantedLanguages(message.language ?? '').filter((language) => language !== '*');
  const { locale } = user.profile;
  const own = typeof locale === 'string' && locale !== '' ? locale : undefined;
  return (wording.language ?? wanted ?? own ?? 'en-US').replaceAll('_', '-').toUpperCase();
}
