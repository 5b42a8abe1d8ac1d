import { createHash } from 'node:crypto';
import { requestTypes, type TelephonyRequest } from '../../contract/hooks/telephony.ts';
import { limits } from '../budgets/budgets.ts';
import type { Message } from '../messages/message.ts';
import type { User } from '../users/user.ts';
import { toE164 } from '../values/phoneNumber.ts';

/** A message that an Okta org wants sent, to a user of its own. */
export interface HookMessage {
  /** Always the same for an `eventId`: what is asked for twice is sent once. */
  readonly id: string;
  readonly message: Message;
  /** The words, where the org has given them; calls have none (fact 183). */
  readonly text?: string;
  /** Known to Okta, not to us. */
  readonly user: User;
  readonly intent: keyof typeof requestTypes;
  /** Whose request at Okta it is for: the address of the connection to us is Okta's. */
  readonly address?: string;
}

/** Why a request cannot be served: said to the administrator of the org that sent it. */
interface Unservable {
  readonly reason: string;
  readonly location: string;
}

type MessageProfile = TelephonyRequest['data']['messageProfile'];

/** The lifetime of Okta's phone codes where a request does not say it (fact 185). */
const LIFETIME = Temporal.Duration.from({ minutes: 5 });
const LONGEST = Temporal.Duration.from({ hours: 24 });

/** Reads a telephony hook's request; numbers and strings alike (fact 184). */
export function hookMessage(request: TelephonyRequest, now: Temporal.Instant): HookMessage | Unservable {
  const { messageProfile, userProfile = {}, context } = request.data;
  const channel = channelOf(messageProfile);
  if (!channel) return unservable('Neither SMS nor voice call', 'deliveryChannel');
  const phone = phoneOf(messageProfile.phoneNumber);
  if (!phone) return unservable('No phone number that can exist; send it in E.164 form', 'phoneNumber');
  const code = String(messageProfile.otpCode).trim();
  if (!/^[0-9A-Za-z]{1,32}$/.test(code)) return unservable('Not a code of letters and digits', 'otpCode');
  const text = wordsOf(messageProfile, code);
  const intent = intentOf(request.requestType);
  const language = asText(messageProfile.locale);
  const userId = asText(userProfile.userId) ?? '';
  const login = asText(userProfile.login) ?? '';
  const address = asText(context?.request?.ipAddress);
  return {
    id: messageId(userId, request.eventId),
    intent,
    ...(address !== undefined && { address }),
    ...(channel === 'sms' && text !== undefined && { text }),
    message: {
      channel,
      ...phone,
      purpose: intent === 'activate' ? 'activate' : 'verify',
      values: { code, lifetime: lifetimeOf(asText(messageProfile.otpExpires), now) },
      limit: limits[channel](phone.to),
      ...(language !== undefined && { language }),
    },
    user: {
      id: userId,
      status: 'ACTIVE',
      profile: {
        login,
        email: login,
        firstName: asText(userProfile.firstName) ?? null,
        lastName: asText(userProfile.lastName) ?? null,
        mobilePhone: null,
        secondEmail: null,
      },
      created: now,
      lastUpdated: now,
      version: 0,
    },
  };
}

const unservable = (reason: string, field: string): Unservable => ({
  reason,
  location: `data.messageProfile.${field}`,
});

function channelOf({ deliveryChannel, msgTemplate }: MessageProfile): 'sms' | 'call' | undefined {
  const channel = asText(deliveryChannel)?.toLowerCase();
  if (channel === undefined) return asText(msgTemplate) === undefined ? undefined : 'sms';
  if (channel === 'sms') return 'sms';
  return /^(?:voice|voice[ _-]?call|call)$/.test(channel) ? 'call' : undefined;
}

/** Digits alone count as a whole international number; our own form of an extension is understood. */
function phoneOf(given: string | number): { readonly to: string; readonly extension?: string } | undefined {
  const [, number = '', extension] = /^(.*?)(?:;ext=(\d{1,10}))?$/.exec(String(given).trim()) ?? [];
  // What else a number is followed by, an extension of another form say, must not be cut off unseen.
  if (!/^[+\d\s().-]+$/.test(number)) return undefined;
  const to = toE164(/^\d+$/.test(number) ? `+${number}` : number);
  return to === undefined ? undefined : { to, ...(extension !== undefined && { extension }) };
}

/** The org's own words, if the code is in them: nobody is helped by a message without one. */
function wordsOf({ msgTemplate }: MessageProfile, code: string): string | undefined {
  const text = asText(msgTemplate);
  return text?.includes(code) || text?.includes(`\${code}`) ? text : undefined;
}

function lifetimeOf(expires: string | undefined, now: Temporal.Instant): Temporal.Duration {
  try {
    const left = now.until(Temporal.Instant.from(expires ?? ''));
    if (left.sign > 0 && Temporal.Duration.compare(left, LONGEST) <= 0) return left.round('seconds');
  } catch {
    // Falls through: no time at all.
  }
  return LIFETIME;
}

function intentOf(requestType: unknown): HookMessage['intent'] {
  const known = Object.entries(requestTypes).find(([, type]) => type === requestType);
  return (known?.[0] as HookMessage['intent'] | undefined) ?? 'verify';
}

function messageId(userId: string, eventId: string): string {
  const digest = createHash('sha256').update(`${userId}\0${eventId}`).digest('base64url');
  return `msg${digest.replace(/[-_]/g, '').slice(0, 17)}`;
}

/** PostgreSQL's text cannot hold a NUL. */
function asText(value: string | number | null | undefined): string | undefined {
  const text = value === null || value === undefined ? '' : String(value).replaceAll('\0', '').trim();
  return text === '' ? undefined : text;
}
