import type { ErrorName } from '../../contract/shared/errors.ts';
import { mailboxOf } from '../values/emailAddress.ts';
import { addressKey } from './addressKeys.ts';
import type { Requester } from './requester.ts';

/** So many in a fixed window that starts with the first. */
export interface WindowRule {
  readonly type: 'window';
  readonly max: number;
  readonly per: Temporal.Duration;
}

/** Some free, then each doubles the wait before the next, up to a cap; a silence of `forget` starts over. */
export interface BackoffRule {
  readonly type: 'backoff';
  readonly free: number;
  readonly first: Temporal.Duration;
  readonly cap: Temporal.Duration;
  readonly forget: Temporal.Duration;
}

/**
 * Up to `max` at once; they come back evenly, all of them in `per`. Work that proves to be in earnest is paid back
 * with interest (`credit` in the store), and every `TRUST` such proofs of late make room for one more.
 */
export interface BalanceRule {
  readonly type: 'balance';
  readonly max: number;
  readonly per: Temporal.Duration;
}

/** A busy place has more under way at any moment. */
export const TRUST = { proofs: 50, period: Temporal.Duration.from({ hours: 24 }) } as const;

/** One budget: who or what it is for, how much, and what a caller hears who has used it up. */
export interface Limit {
  readonly key: string;
  readonly rule: WindowRule | BackoffRule | BalanceRule;
  /** Parts that one spending takes from a balance; one when absent. */
  readonly cost?: number;
  readonly error: Extract<
    ErrorName,
    | 'tooManyRequests'
    | 'smsTooSoon'
    | 'callTooSoon'
    | 'emailTooSoon'
    | 'smsLimitReached'
    | 'callLimitReached'
    | 'smsTollFraud'
    | 'callTollFraud'
    | 'smsDailyQuota'
    | 'callDailyQuota'
  >;
}

const seconds = (n: number) => Temporal.Duration.from({ seconds: n });
const minutes = (n: number) => Temporal.Duration.from({ minutes: n });
const hours = (n: number) => Temporal.Duration.from({ hours: n });

const window = (max: number, per: Temporal.Duration): WindowRule => ({ type: 'window', max, per });
const backoff = (free: number): BackoffRule => ({
  type: 'backoff',
  free,
  first: seconds(30),
  cap: minutes(15),
  forget: hours(24),
});

const ACTIVATION = window(5, minutes(5));
const PHONE_MESSAGE = window(1, seconds(30));
const EMAIL = window(1, seconds(5));
const FACTOR_GUESSES = backoff(5);
const USER_GUESSES = backoff(10);
const CHALLENGE_GUESSES = window(5, hours(24));
/** Many people may share an address; at 256 bits a token none of them guesses one. */
const LINK_GUESSES = window(100, hours(1));
const DENIALS: BackoffRule = { ...backoff(2), first: minutes(1) };
const ALARMS: BackoffRule = { ...backoff(1), first: minutes(15), cap: hours(4) };
const STRANGERS_PASSWORDS: BalanceRule = { type: 'balance', max: 100, per: hours(24 * 365) };
const ONCE_AN_HOUR = window(1, hours(1));
const USERS_AN_HOUR = window(20, hours(1));
/** Outsiders have no hand in it that a request is never sent, but may notice. */
const UNSENT_AN_HOUR = window(3, hours(1));
/** At most 30 or so a day, whatever asks. */
const UNANSWERED_MAILS: BackoffRule = { ...backoff(5), cap: hours(1) };
const TESTS_AN_HOUR = window(30, hours(1));
/**
 * So many in a row, and then a silence as long as the time they are counted in: no such time has more, wherever it begins.
 * Windows that follow one another would have twice as many around their border.
 */
const inARow = (free: number, per: Temporal.Duration): BackoffRule => ({
  type: 'backoff',
  free,
  first: per,
  cap: per,
  forget: per,
});
const RINGS_AN_HOUR = inARow(5, hours(1));
const RINGS_A_DAY = inARow(20, hours(24));
/** NIST SP 800-63B section 5.2.2: no more than 100 failed attempts, whatever addresses they come from. */
const CEILING = window(100, hours(24));

/**
 * Whose guesses a budget counts. Requesters with different names have budgets of their own, so that an outsider who
 * guesses cannot use up the owner's.
 */
type Guesser = Pick<Requester, 'userId' | 'name'>;

const from = ({ name }: Guesser) => `@${name}`;

const OF_CHALLENGE = 'guess:challenge:';

/** Whether a budget ends with its challenge: a new one has its own. */
export const isOfChallenge = ({ key }: Pick<Limit, 'key'>): boolean => key.startsWith(OF_CHALLENGE);

/** Whether a budget counts what comes from one end user's address: all whose address is not named share one. */
export const isOfAddress = ({ key }: Pick<Limit, 'key'>): boolean =>
  /^(?:address:|network:|(?:guess|activate):.*@)/.test(key);

/** Every budget of the service by name. Their sizes are told in docs/adr/0004-budgets.md. */
export const limits = {
  /** Five activation attempts per user in five minutes (fact 70). */
  activation: (who: Guesser): Limit => ({
    key: `activate:${who.userId}${from(who)}`,
    rule: ACTIVATION,
    error: 'tooManyRequests',
  }),
  /**
   * Activation attempts from all addresses together: an attacker with many of them cannot try six digits out in five
   * minutes.
   */
  activationCeiling: ({ userId }: Pick<Guesser, 'userId'>): Limit => ({
    key: `activate:ceiling:${userId}`,
    rule: CEILING,
    error: 'tooManyRequests',
  }),
  /** One SMS per number in 30 seconds (facts 89, 90). */
  sms: (e164: string): Limit => ({ key: addressKey('sms', e164), rule: PHONE_MESSAGE, error: 'smsTooSoon' }),
  /** One call per number in 30 seconds (facts 89, 90). */
  call: (e164: string): Limit => ({ key: addressKey('call', e164), rule: PHONE_MESSAGE, error: 'callTooSoon' }),
  /** One e-mail per address in 5 seconds (fact 89). */
  email: (address: string): Limit => ({
    key: addressKey('email', mailboxOf(address)),
    rule: EMAIL,
    error: 'emailTooSoon',
  }),
  /**
   * Mails that nobody answered: codes, or links for a password. Each requester whom the user knows has their own, all
   * others have one together. A right code, or a link that is used, starts it over. Notices count the
   * acts of the help desk alone: no code that somebody asks for keeps one back.
   */
  mails: (what: 'code' | 'password' | 'notice', userId: string, requester: string | undefined): Limit => ({
    key: `mail:${what}:${userId}@${requester ?? ''}`,
    rule: UNANSWERED_MAILS,
    error: 'tooManyRequests',
  }),
  /** Messages by which an administrator tries a provider, to whatever recipients. */
  providerTests: (providerId: string): Limit => ({
    key: `test:${providerId}`,
    rule: TESTS_AN_HOUR,
    error: 'tooManyRequests',
  }),
  /** Guesses at one active factor: back off, do not lock for ever. */
  factorGuesses: (factorId: string, who: Guesser): Limit => ({
    key: `guess:factor:${factorId}${from(who)}`,
    rule: FACTOR_GUESSES,
    error: 'tooManyRequests',
  }),
  /** Guesses at all factors of one user. */
  userGuesses: (who: Guesser): Limit => ({
    key: `guess:user:${who.userId}${from(who)}`,
    rule: USER_GUESSES,
    error: 'tooManyRequests',
  }),
  /** Guesses at a user that are given back because nobody can have judged them. */
  unsent: (userId: string): Limit => ({ key: `unsent:${userId}`, rule: UNSENT_AN_HOUR, error: 'tooManyRequests' }),
  /** Guesses at one challenge: after five it takes a new one. */
  challengeGuesses: (challengeId: string, who: Guesser): Limit => ({
    key: `${OF_CHALLENGE}${who.userId}:${challengeId}${from(who)}`,
    rule: CHALLENGE_GUESSES,
    error: 'tooManyRequests',
  }),
  /** Guesses at a user's password or recovery answer. */
  passwords: (who: Guesser): Limit => ({
    key: `guess:password:${who.userId}${from(who)}`,
    rule: FACTOR_GUESSES,
    error: 'tooManyRequests',
  }),
  /** Links for setting a password that do not work, from one network. */
  passwordLinks: (network: string): Limit => ({
    key: addressKey('network', `link:${network}`),
    rule: LINK_GUESSES,
    error: 'tooManyRequests',
  }),
  /**
   * Guesses of all strangers together at a user's password or recovery answer: a hundred at once, which come back
   * in a year. No success gives them back, and nobody whom the user knows is counted here.
   */
  strangersPasswords: ({ userId }: Pick<Guesser, 'userId'>): Limit => ({
    key: `guess:passwords:${userId}`,
    rule: STRANGERS_PASSWORDS,
    error: 'tooManyRequests',
  }),
  /** A failure from one network at one user, once an hour. */
  sprayedUser: (network: string, userId: string): Limit => ({
    key: `spray:${userId}@${network}`,
    rule: ONCE_AN_HOUR,
    error: 'tooManyRequests',
  }),
  /** The users that one network may fail at in an hour before the log has it. */
  sprayedUsers: (network: string): Limit => ({
    key: addressKey('network', `spray:${network}`),
    rule: USERS_AN_HOUR,
    error: 'tooManyRequests',
  }),
  /** The line in the log about it, once an hour. */
  sprayLogged: (network: string): Limit => ({
    key: addressKey('network', `spray-log:${network}`),
    rule: ONCE_AN_HOUR,
    error: 'tooManyRequests',
  }),
  /**
   * Questions of one requester that were not approved: five, and then each waits longer, or is quiet if the user knows who
   * asks. An approval forgives them. `requester` is a `sharedName`.
   */
  pushes: (userId: string, requester: string): Limit => ({
    key: `push:${userId}@${requester}`,
    rule: FACTOR_GUESSES,
    error: 'tooManyRequests',
  }),
  /** Rings at a silent phone, whoever asks. An approval forgives them. */
  ringsAnHour: (userId: string): Limit => ({
    key: `push:hourly:${userId}`,
    rule: RINGS_AN_HOUR,
    error: 'tooManyRequests',
  }),
  ringsADay: (userId: string): Limit => ({ key: `push:daily:${userId}`, rule: RINGS_A_DAY, error: 'tooManyRequests' }),
  /** Denials: one may be a mistake; from the second on each makes the next prompt wait longer. */
  pushDenials: (userId: string, requester: string): Limit => ({
    key: `push:denied:${userId}@${requester}`,
    rule: DENIALS,
    error: 'tooManyRequests',
  }),
  /** Prompts the user called somebody else's: none for a quarter of an hour, then longer. */
  pushAlarms: (userId: string, requester: string): Limit => ({
    key: `push:not-me:${userId}@${requester}`,
    rule: ALARMS,
    error: 'tooManyRequests',
  }),
} as const;
