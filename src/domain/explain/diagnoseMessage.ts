import type { Attempt, MessageRecord } from '../messages/messageRecord.ts';
import { blockReasons, isBlockReason } from '../pumping/reasons.ts';
import { callsOf } from './calls.ts';
import type { Diagnosis, History } from './history.ts';
import { clock, named, reasonText } from './words.ts';

type Advice = Pick<Diagnosis, 'code' | 'text' | 'next'>;

/** Providers are given some seconds each: a message that is still waiting after this was left behind. */
const LEFT_BEHIND = Temporal.Duration.from({ seconds: 60 });

/** The obstacle between a message and its recipient; undefined when a provider took it and no carrier gave it up. */
export function diagnoseDelivery(message: MessageRecord, { userId, factors, now }: History): Advice | undefined {
  const { again, enroll } = callsOf(userId, message.factorId, factors);
  const repeat = message.factorId === '' ? 'repeat the request that asked for it' : again;
  const what = `The ${named(message)}`;
  switch (message.status) {
    case 'QUEUED': {
      const waits = now.since(message.created).total('seconds');
      if (waits < LEFT_BEHIND.total('seconds')) {
        return {
          code: 'SENDING',
          text: `${what} is being handed to a provider.`,
          next: 'Look again in a few seconds.',
        };
      }
      return {
        code: 'NOT_SENT',
        text: `${what} was never sent: the service stopped after it was written and before a provider had it.`,
        next: `Send another one: ${repeat}.`,
      };
    }
    case 'BLOCKED': {
      const { reason = '' } = message;
      const { text, next } = isBlockReason(reason)
        ? blockReasons[reason]
        : { text: reason, next: 'see the log of the service' };
      const gone = message.factorId === '' ? ' The factor it was for was not enrolled.' : '';
      return {
        code: 'BLOCKED',
        text: `${what} was kept back by the pumping guard. ${text}.${gone}`,
        next: sentence(next),
      };
    }
    case 'FAILED':
      return message.attempts.length === 0 && message.reason?.startsWith('NO_')
        ? {
            code: 'NO_PROVIDER',
            text: `${what} was not sent: ${reasonText(message.reason)}.`,
            next: `Have the administrator configure a provider, then send again: ${repeat}.`,
          }
        : {
            code: 'PROVIDER_REFUSED',
            text: `${what} was not sent: ${reasonText(message.reason ?? 'no provider took it')}.${triesOf(message)}`,
            next:
              message.reason === 'OPTED_OUT' || message.reason === 'INVALID_RECIPIENT'
                ? `Check the number with the user; for another one call ${enroll} with updatePhone=true.`
                : `Send another one, which may go another way: ${repeat}.`,
          };
    case 'UNDELIVERED':
      return {
        code: 'CARRIER_FAILED',
        text: `${what} left by ${carrierOf(message)}, but the carrier could not deliver it${
          message.reason === undefined ? '' : `: ${message.reason}`
        }.`,
        next: `Check the number and that the phone is on and in reach; then send another one, which goes another way where there is one: ${repeat}.`,
      };
    default:
      return undefined;
  }
}

/** The state of a message that went out and whose code nobody has typed. */
export function diagnoseSilence(message: MessageRecord, { userId, factors, now }: History): Advice {
  const { again, answer } = callsOf(userId, message.factorId, factors);
  const arrived =
    message.status === 'DELIVERED'
      ? `was delivered${message.reported ? ` at ${clock(message.reported)}` : ''}`
      : `left by ${carrierOf(message)}, and no carrier has reported on it`;
  const what = `The ${named(message)} ${arrived}`;
  if (message.factorId === '') {
    return {
      code: 'HANDED_OVER',
      text: `${what}. Its code is judged by the Okta org that asked for it.`,
      next: "Look into that org's System Log for what the user typed.",
    };
  }
  if (Temporal.Instant.compare(now, message.expires) >= 0) {
    return {
      code: 'EXPIRED',
      text: `${what}. Nobody typed its code, which expired at ${clock(message.expires)}.`,
      next: `Ask the user to have the phone at hand, and send another one: ${again}.`,
    };
  }
  return {
    code: 'WAITING',
    text: `${what}. Its code has not been typed yet; it is good until ${clock(message.expires)}.`,
    next: `Ask the user for the code: ${answer}. If nothing comes, send another one: ${again}.`,
  };
}

/** The provider that took the message. */
function carrierOf({ attempts }: MessageRecord): string {
  return attempts.find(({ result }) => result === 'ACCEPTED')?.name ?? 'its provider';
}

function triesOf({ attempts }: MessageRecord): string {
  const said = attempts.map(({ name, result, reason }) => `${name} ${verbs[result]}${reason ? ` (${reason})` : ''}`);
  return said.length === 0 ? '' : ` ${said.join(', ')}.`;
}

/** Words for a provider's handling of a message. */
export const verbs: Readonly<Record<Attempt['result'], string>> = {
  ACCEPTED: 'took it',
  REFUSED: 'refused it',
  FAILED: 'failed',
  TIMEOUT: 'did not answer in time',
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
