import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { HookMessage } from '../../domain/hooks/telephonyRequest.ts';
import type { MessageOutcome, MessageRecord } from '../../domain/messages/messageRecord.ts';
import type { Wording } from '../../domain/templates/template.ts';
import { Fault } from '../../domain/values/fault.ts';
import type { PhoneChannel } from '../../domain/values/phone.ts';
import { MessageGuard } from '../messages/messageGuard.ts';
import { sendEvents } from '../messages/sendEvents.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** The log's events for sending a message, by its purpose (facts 202, 203). */
const events: Readonly<Record<PhoneChannel, Readonly<Record<HookMessage['intent'], EventType>>>> = {
  sms: {
    activate: sendEvents.sms.activate,
    verify: sendEvents.sms.verify,
    accountUnlock: 'system.sms.send_account_unlock_message',
    passwordReset: 'system.sms.send_password_reset_message',
  },
  call: {
    activate: sendEvents.call.activate,
    verify: sendEvents.call.verify,
    accountUnlock: 'system.voice.send_account_unlock_call',
    passwordReset: 'system.voice.send_password_reset_call',
  },
};

interface OktaMessage {
  readonly asked: HookMessage;
  readonly wording: Wording;
  /** Written by now. */
  readonly record: MessageRecord;
}

/** The record as it then is, and why the message was kept back. */
interface Sent {
  readonly record: MessageRecord;
  readonly refused?: Fault;
}

/** The time within which a second message may be a resend of the first: Okta never tells whether a code came back. */
const RECENTLY = Temporal.Duration.from({ minutes: 10 });

/** Sends a message of an Okta org's, unless its recipient has had too many. */
export async function sendForOkta(services: Services, okta: OktaMessage, caller: Caller): Promise<Sent> {
  const { asked, record } = okta;
  const guard = new MessageGuard(services, caller, record.created);
  try {
    await guard.admit(asked.message, { userId: record.userId, messageId: record.id, oneWay: true });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const blocked = await services.store.messages.byId(record.userId, record.id);
    if (blocked?.status === 'BLOCKED') return { record: blocked, refused: error };
    return {
      record: await settled(services, okta, { accepted: false, attempts: [], reason: TOO_SOON }, caller),
      refused: error,
    };
  }
  const receipt = await handOver(services, okta, caller);
  if (!receipt.accepted) {
    const { key } = asked.message.limit;
    await services.store.apply([{ do: 'forgive', keys: [key] }, guard.refund(asked.message)]);
  }
  return { record: await settled(services, okta, receipt, caller) };
}

/** One message a number in thirty seconds (facts 89, 90). */
const TOO_SOON = 'TOO_SOON';

async function handOver(
  { delivery, store }: Services,
  { asked: { message, user }, wording, record }: OktaMessage,
  caller: Caller,
): Promise<MessageOutcome> {
  const { id, userId, channel, created } = record;
  return delivery.send({
    id,
    message,
    wording,
    user,
    turn: Math.max(0, (await store.messages.since(userId, channel, created.subtract(RECENTLY))) - 1),
    at: created,
    caller,
    fromHook: true,
  });
}

/** Writes down what became of it. */
async function settled(
  { store, now }: Services,
  { asked, record }: OktaMessage,
  receipt: MessageOutcome,
  caller: Caller,
): Promise<MessageRecord> {
  const { id, userId, recipient: phoneNumber } = record;
  const at = now();
  const taken = receipt.attempts.find(({ result }) => result === 'ACCEPTED');
  const tooSoon = !receipt.accepted && receipt.reason === TOO_SOON;
  await store.apply([
    { do: 'sentMessage', userId, id, receipt, at },
    logEntry(
      { caller, now: at },
      {
        event: events[record.channel as PhoneChannel][asked.intent],
        outcome: receipt.accepted ? 'SUCCESS' : tooSoon ? 'DENY' : 'FAILURE',
        ...(!receipt.accepted && { reason: receipt.reason }),
        userId,
        detail: { phoneNumber, messageId: id, via: 'okta-telephony-hook', ...(taken && { provider: taken.name }) },
      },
    ),
  ]);
  const { attempts } = receipt;
  if (receipt.accepted) return { ...record, status: 'ACCEPTED', attempts };
  return { ...record, status: 'FAILED', attempts, reason: receipt.reason };
}
