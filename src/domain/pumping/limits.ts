import type { ErrorName } from '../../contract/shared/errors.ts';
import { addressKey } from '../budgets/addressKeys.ts';
import type { BackoffRule, BalanceRule, Limit, WindowRule } from '../budgets/budgets.ts';
import type { GuardNumbers } from '../policy/guardPolicy.ts';
import { networkOf } from '../values/network.ts';
import type { PhoneChannel } from '../values/phone.ts';
import type { BlockReason } from './reasons.ts';

/** A budget of the guard, with what is in the log when it keeps a message back. */
export interface GuardLimit extends Limit {
  readonly reason: BlockReason;
}

/** One message to one number, as the guard counts it. */
export interface Recipient {
  readonly channel: PhoneChannel;
  readonly e164: string;
  readonly userId: string;
  /** Undefined where the number does not tell: then its first digits stand for it. */
  readonly country: string | undefined;
  /** The end user's address as the caller reported it. */
  readonly address?: string;
  /** The name of the requester (`sendersName`), who has pauses of their own. */
  readonly requester?: string | undefined;
}

const hours = (n: number) => Temporal.Duration.from({ hours: n });
const minutes = (n: number) => Temporal.Duration.from({ minutes: n });

const backoff = (free: number): BackoffRule => ({
  type: 'backoff',
  free,
  first: minutes(10),
  cap: hours(24),
  forget: hours(24),
});
const daily = (max: number): WindowRule => ({ type: 'window', max, per: hours(24) });
const balance = (max: number, per: Temporal.Duration): BalanceRule => ({ type: 'balance', max, per });

/** The caller's error: too much for one recipient is 429, a pause of many is toll fraud (fact 67). */
const errors = {
  sms: { own: 'smsLimitReached', others: 'smsTollFraud', all: 'smsDailyQuota' },
  call: { own: 'callLimitReached', others: 'callTollFraud', all: 'callDailyQuota' },
} as const satisfies Record<PhoneChannel, Record<string, ErrorName>>;

/** Every message counts towards these, also one to a number that has proved itself. */
export const ownLimits = (recipient: Recipient, numbers: GuardNumbers): readonly GuardLimit[] => [
  ...unansweredLimits(recipient, numbers),
  ...dailyLimits(recipient, numbers),
];

/** The limits that count whether or not a code comes back. */
function dailyLimits({ channel, e164 }: Recipient, { perNumberDaily, perDay }: GuardNumbers): readonly GuardLimit[] {
  const { own, all } = errors[channel];
  return [
    { key: addressKey('daily', e164), rule: daily(perNumberDaily), error: own, reason: 'NUMBER_DAILY_LIMIT' },
    { key: `sent:${channel}`, rule: daily(perDay), error: all, reason: 'DAILY_BUDGET' },
  ];
}

/** Ten times as many as go unverified: most do come back, though nobody tells us. */
const HEARSAY = 10;

/**
 * For messages whose codes somebody else judges: nothing is known of what comes back, so a prefix has a number a day.
 */
export function oneWayLimits(recipient: Recipient, numbers: GuardNumbers): readonly GuardLimit[] {
  const { channel, e164 } = recipient;
  const key = addressKey('daily', `prefix:${e164.slice(0, -4)}`);
  const prefix = daily(numbers.perPrefix * HEARSAY);
  return [
    ...dailyLimits(recipient, numbers),
    { key, rule: prefix, error: errors[channel].others, reason: 'PREFIX_UNVERIFIED' },
  ];
}

/**
 * Messages nobody answered; a right code ends the pause. Each requester whom the user knows has their own, all strangers
 * one together, and so have enrollments with who is nobody: whoever asks for messages to somebody else's phone does not use up
 * its owner's.
 */
export function unansweredLimits(
  { channel, e164, userId, requester }: Pick<Recipient, 'channel' | 'e164' | 'userId' | 'requester'>,
  { perNumber, perUser }: GuardNumbers,
): readonly GuardLimit[] {
  const { own } = errors[channel];
  const whose = requester === undefined ? '' : `@${requester}`;
  return [
    { key: addressKey('number', e164, whose), rule: backoff(perNumber), error: own, reason: 'NUMBER_LIMIT' },
    { key: `user:${userId}${whose}`, rule: backoff(perUser), error: own, reason: 'USER_LIMIT' },
  ];
}

/**
 * Messages to numbers that have not proved themselves, seen together: each message takes one, a right code gives
 * several back. Where codes come back they never run out; a number that never answers is what pumping looks like.
 */
export function sharedLimits(recipient: Recipient, numbers: GuardNumbers): readonly GuardLimit[] {
  const { channel, e164, country, address } = recipient;
  const { own, others } = errors[channel];
  const { perPrefix, perRange, perCountry, perAddress } = numbers;
  const day = hours(24);
  const [prefix, range] = [e164.slice(0, -4), e164.slice(0, -6)];
  return [
    { key: addressKey('prefix', prefix), rule: balance(perPrefix, day), error: others, reason: 'PREFIX_UNVERIFIED' },
    { key: addressKey('range', range), rule: balance(perRange, day), error: others, reason: 'RANGE_UNVERIFIED' },
    {
      // In clear: where a number's country is not told, its first three digits are a network of many countries.
      key: `country:${country ?? e164.slice(0, 4)}`,
      rule: balance(perCountry, hours(12)),
      error: others,
      reason: 'COUNTRY_UNVERIFIED',
    },
    ...(address === undefined
      ? []
      : [
          {
            key: addressKey('address', networkOf(address)),
            rule: balance(perAddress, day),
            error: own,
            reason: 'ADDRESS_LIMIT',
          } as const,
        ]),
  ];
}

/** Set once a code sent to this number has come back: it belongs to somebody. */
export const knownNumber = (e164: string): string => addressKey('answered', e164);

/** The number of messages that one right code makes up for. */
export const worthOf = ({ verifiedShare }: GuardNumbers): number => Math.ceil(1 / verifiedShare);
