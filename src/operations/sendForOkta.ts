import type { EventType } from '../contract/events.ts';
import type { Caller } from '../contract/operation.ts';
import type { PhoneChannel } from '../domain/phone.ts';
import type { HookMessage } from '../domain/telephonyRequest.ts';
import type { Wording } from '../domain/template.ts';
import type { MessageOutcome, MessageRecord } from '../domain/trace.ts';
import type { Services } from './services.ts';

/** What the log calls a message, by what it is for (facts 202, 203). */
const events: Readonly<Record<PhoneChannel, Readonly<Record<HookMessage['intent'], EventType>>>> = {
  sms: {
    activate: 'system.sms.send_phone_verification_message',
    verify: 'system.sms.send_factor_verify_message',
    accountUnlock: 'system.sms.send_account_unlock_message',
    passwordReset: 'system.sms.send_password_reset_message',
  },
  call: {
    activate: 'system.voice.send_phone_verification_call',
    verify: 'system.voice.send_mfa_challenge_call',
    accountUnlock: 'system.voice.send_account_unlock_call',
    passwordReset: 'system.voice.send_password_reset_call',
  },
};

export interface OktaMessage {
  readonly asked: HookMessage;
  readonly wording: Wording;
  /** Written by now. */
  readonly record: MessageRecord;
}

/** How long ago a message was sent that this one may be a resend of. */
const RECENTLY = Temporal.Duration.from({ minutes: 10 });

/** Sends a message of an Okta org's, within the recipient's budget, and gives its record as it then is. */
export async function sendForOkta(
  services: Services,
  { asked, wording, record }: OktaMessage,
  caller: Caller,
): Promise<MessageRecord> {
  const { store } = services;
  const { message, user, intent } = asked;
  const { id, userId, created, requestId } = record;
  const channel = message.channel as PhoneChannel;
  const spent = await store.limits.spend([message.limit], created);
  const receipt: MessageOutcome = spent.ok
    ? await services.delivery.send({
        id,
        message,
        wording,
        user,
        turn: (await store.messages.since(userId, channel, created.subtract(RECENTLY))) - 1,
        at: created,
        requestId,
        fromHook: true,
        ...(caller.address !== undefined && { address: caller.address }),
      })
    : { accepted: false, attempts: [], reason: `${channel.toUpperCase()}_TOO_SOON` };
  const at = services.now();
  const taken = receipt.attempts.find(({ result }) => result === 'ACCEPTED');
  await store.apply([
    { do: 'sentMessage', userId, id, receipt, at },
    {
      do: 'log',
      entry: {
        at,
        event: events[channel][intent],
        outcome: receipt.accepted ? 'SUCCESS' : spent.ok ? 'FAILURE' : 'DENY',
        ...(!receipt.accepted && { reason: receipt.reason }),
        userId,
        actor: caller.tokenId,
        requestId,
        ...(caller.address !== undefined && { address: caller.address }),
        detail: {
          phoneNumber: record.recipient,
          messageId: id,
          via: 'okta-telephony-hook',
          ...(taken && { provider: taken.name }),
        },
      },
    },
    ...(spent.ok && !receipt.accepted ? [{ do: 'forgive', keys: [message.limit.key] } as const] : []),
  ]);
  return receipt.accepted
    ? { ...record, status: 'ACCEPTED', attempts: receipt.attempts }
    : { ...record, status: 'FAILED', attempts: receipt.attempts, reason: receipt.reason };
}
