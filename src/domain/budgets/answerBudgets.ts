import { type BalanceRule, type Limit, limits, type WindowRule } from './budgets.ts';
import { isDevice, type Requester } from './requester.ts';

/** The treatment of short answers of callers who name no address, once the free ones are used up (ADR 4). */
export type UnnamedCallers = 'available' | 'safe';

/** An answer to a factor, as far as it counts. */
export interface CountedAnswer {
  readonly userId: string;
  readonly factorId: string;
  /** `factorType/provider`: a factor that is enrolled anew has no new budget. */
  readonly kind: string;
  readonly challenge: string | undefined;
  /** The chance in millionths that a guess at such an answer is right. */
  readonly chance: number;
  /** Whether it is to a code that was sent. */
  readonly sent?: boolean;
}

/** The budgets of one answer: of a short one, and of one that must be long because those of short ones are used up. */
export interface AnswerBudgets {
  readonly short: readonly Limit[];
  /** Undefined where a used-up budget means a pause, and no longer proof is of use. */
  readonly long?: readonly Limit[];
}

const hours = (n: number) => Temporal.Duration.from({ hours: n });

/**
 * Millionths of chance: 66 at once, of which 18 come back in a year. So in no year do the chances of strangers add up to
 * more than 8.4e-5: 28 codes of an authenticator app, or 84 codes that were sent.
 */
const STRANGERS: BalanceRule = { type: 'balance', max: 66, per: hours((24 * 365 * 66) / 18) };
/**
 * Known addresses together, and each device: 75 millionths at once, of which 125 come back in a year. An owner who mistypes
 * 36 answers a year never notices it.
 */
const KNOWN: BalanceRule = { type: 'balance', max: 75, per: hours((24 * 365 * 75) / 125) };
/** Wrong answers in a row of one known requester. */
const IN_A_ROW: WindowRule = { type: 'window', max: 5, per: hours(24) };
/** Long answers of one requester, by the chance of their first half: ten of an authenticator app a day. */
const LONG = 30;
/** Long answers at once, however wide the window of a token: a first half, a second, and what is mistyped. */
const LONG_AT_ONCE = 6;
/** A known requester's answer costs no more: with a wide window an owner's own mistakes would use up what there is. */
const MOST_KNOWN = 3;
/** Those of all unnamed callers together, where they are to be safe: whoever floods them slows them down. */
const LONG_UNNAMED: BalanceRule = { type: 'balance', max: 600, per: hours(3) };
/** Answers to questions are known to more people than their owner. */
const QUESTION: WindowRule = { type: 'window', max: 1, per: hours(1) };
/** SecurID and its like lock a token, or ask for more, after three wrong answers or some more. */
const ELSEWHERE: BalanceRule = { type: 'balance', max: 3, per: hours(24) };

const error = 'tooManyRequests';
/** A device has a pool of its own: nobody who shares an address with the owner can use that up. */
const knownPool = (who: Requester, { userId, kind, chance }: CountedAnswer): Limit => ({
  key: isDevice(who) ? `guess:pool:device:${userId}:${kind}@${who.name}` : `guess:pool:known:${userId}:${kind}`,
  rule: KNOWN,
  cost: Math.min(chance, MOST_KNOWN),
  error,
});
const strangersPool = ({ userId, kind, chance }: CountedAnswer): Limit => ({
  key: `guess:pool:strangers:${userId}:${kind}`,
  rule: STRANGERS,
  cost: chance,
  error,
});

/** Whether a budget is one of the chances that guesses have. */
export const isOfChances = ({ key }: Pick<Limit, 'key'>): boolean =>
  /^guess:pool:(?:known|device|strangers):/.test(key);

/** Whether a budget is one of short answers, which long ones go on without. */
export const isOfShortAnswers = ({ key }: Pick<Limit, 'key'>): boolean => /^guess:(?:pool|own):/.test(key);

/** Budgets of answers that are too long to guess: pauses after five at a factor and ten at a user, for each requester. */
export const pausingBudgets = (who: Requester, { factorId, challenge }: CountedAnswer): AnswerBudgets => ({
  short: [
    limits.factorGuesses(factorId, who),
    limits.userGuesses(who),
    ...(challenge === undefined ? [] : [limits.challengeGuesses(challenge, who)]),
  ],
});

/** Budgets of answers that somebody may know without having anything: strangers may try once an hour, all together. */
export const knowledgeBudgets = (who: Requester, answer: CountedAnswer, unnamed: UnnamedCallers): AnswerBudgets =>
  standingOf(who, unnamed) === 'strangers'
    ? { short: [{ key: `guess:question:${who.userId}`, rule: QUESTION, error }] }
    : pausingBudgets(who, answer);

/**
 * Budgets of answers that somebody else judges, and locks a token after some wrong ones: all strangers together have three a
 * day, so that they cannot have it locked. Answers that are short enough to guess take from the pools of such, too.
 */
export function elsewhereBudgets(who: Requester, answer: CountedAnswer, unnamed: UnnamedCallers): AnswerBudgets {
  const standing = standingOf(who, unnamed);
  const isShort = answer.chance > 0;
  if (standing === 'strangers') {
    const few: Limit = { key: `guess:pool:elsewhere:${who.userId}:${answer.kind}`, rule: ELSEWHERE, error };
    return { short: [few, ...(isShort ? [strangersPool(answer)] : [])] };
  }
  const { short } = pausingBudgets(who, answer);
  return { short: [...short, ...(isShort && standing === 'known' ? [knownPool(who, answer)] : [])] };
}

/** Budgets of answers that are short enough to guess, of kinds that take longer ones too. */
export function shortBudgets(who: Requester, answer: CountedAnswer, unnamed: UnnamedCallers): AnswerBudgets {
  const { chance, challenge } = answer;
  const ofCode = challenge === undefined ? [] : [limits.challengeGuesses(challenge, who)];
  // A short answer that must be long takes nothing from its code; nor does a long one of nobody's, who shares that.
  const atCode = chance > 0 || who.name === '' ? [] : ofCode;
  // Guesses at sixteen digits come to 3e-8 in a year at the API's full rate: a bound on them would keep out owners alone.
  const long = [...(answer.sent && chance === 0 ? [] : [longLimit(who, chance)]), ...atCode];
  switch (standingOf(who, unnamed)) {
    case 'known': {
      const inARow: Limit = { key: `guess:own:${who.userId}:${answer.kind}@${who.name}`, rule: IN_A_ROW, error };
      return { short: [inARow, knownPool(who, answer), ...ofCode], long };
    }
    case 'strangers':
      return { short: [strangersPool(answer), ...ofCode], long };
    case 'unnamed':
      return { ...pausingBudgets(who, answer), long: atCode };
  }
}

/** The budgets that a right answer starts over: those of this requester alone. */
export const ownBudgets = ({ short, long = [] }: AnswerBudgets): readonly string[] => [
  ...new Set([...short, ...long].filter(({ key }) => !/^guess:(?:pool|question):/.test(key)).map(({ key }) => key)),
];

/** The budgets that a right answer is given back from what it took, and no more. */
export const sharedBudgets = ({ short }: Pick<AnswerBudgets, 'short'>): readonly Limit[] =>
  short.filter(({ key }) => /^guess:(?:pool|question):/.test(key));

function longLimit(who: Requester, chance: number): Limit {
  const cost = Math.max(1, chance);
  const key = `guess:long:${who.userId}@${who.name}`;
  if (who.name === '') return { key, rule: LONG_UNNAMED, cost, error };
  // More at once for wide windows, and no more in a year.
  const max = Math.max(LONG, LONG_AT_ONCE * cost);
  return {
    key,
    rule: { type: 'balance', max, per: Temporal.Duration.from({ minutes: (24 * 60 * max) / LONG }) },
    cost,
    error,
  };
}

function standingOf({ standing }: Requester, unnamed: UnnamedCallers): 'known' | 'strangers' | 'unnamed' {
  if (standing === 'known') return 'known';
  return standing === 'nobody' && unnamed === 'available' ? 'unnamed' : 'strangers';
}
