/** A rule as the documentation has it, in milliseconds; written anew, not taken from the service. */
export type Rule =
  | { readonly type: 'window'; readonly key: string; readonly max: number; readonly per: number }
  | { readonly type: 'backoff'; readonly key: string; readonly free: number }
  /** `cost` of `max` parts, which come back evenly in `per`. */
  | {
      readonly type: 'balance';
      readonly key: string;
      readonly max: number;
      readonly per: number;
      readonly cost: number;
    };

/** The rest of one budget. */
interface Bucket {
  readonly used: number;
  /** End of the window, or the instant before which there is no next. */
  readonly until: number;
  readonly forgotten: number;
  /** Fewer than were really taken: after requests at once nobody knows the order they were counted in. */
  readonly atLeast: boolean;
}

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = 900 * SECOND;

/** The budgets of the model. Never stricter than the service may be: what the model refuses, the service must refuse. */
export class BudgetModel {
  readonly #buckets = new Map<string, Bucket>();

  /** May one be taken from each? `maybe` where it is known only that the model has counted too few. */
  may(rules: readonly Rule[], now: number): 'yes' | 'no' | 'maybe' {
    const buckets = rules.map((rule) => ({ rule, bucket: this.#live(rule.key, now) }));
    if (buckets.some(({ rule, bucket }) => bucket && spent(rule, bucket, now))) return 'no';
    return buckets.some(({ bucket }) => bucket?.atLeast) ? 'maybe' : 'yes';
  }

  /** The number of guesses in a row that would be allowed now. */
  left(rules: readonly Rule[], now: number): number {
    return Math.min(...rules.map((rule) => roomIn(rule, this.#live(rule.key, now), now)));
  }

  take(rules: readonly Rule[], now: number, times = 1): void {
    for (const rule of rules) {
      for (let n = 0; n < times; n++) this.#buckets.set(rule.key, taken(rule, this.#live(rule.key, now), now));
    }
  }

  forgive(rules: readonly Rule[]): void {
    for (const { key } of rules) this.#buckets.delete(key);
  }

  /** Gives back what one guess took of balances. */
  refund(rules: readonly Rule[]): void {
    for (const rule of rules) {
      const bucket = this.#buckets.get(rule.key);
      if (!bucket || rule.type !== 'balance') continue;
      this.#buckets.set(rule.key, { ...bucket, until: bucket.until - rule.cost * eachOf(rule) });
    }
  }

  /** More may have been taken than the model knows of; then its window has begun by now at the latest. */
  blur(rules: readonly Rule[], now: number): void {
    for (const rule of rules) {
      const bucket = this.#live(rule.key, now);
      const open = rule.type === 'window' ? now + rule.per : now;
      const running = bucket !== undefined && (rule.type === 'backoff' || bucket.until > now);
      this.#buckets.set(rule.key, {
        used: running ? bucket.used : 0,
        until: running ? bucket.until : open,
        forgotten: rule.type === 'balance' ? Number.POSITIVE_INFINITY : now + DAY,
        atLeast: true,
      });
    }
  }

  #live(key: string, now: number): Bucket | undefined {
    const bucket = this.#buckets.get(key);
    return bucket && bucket.forgotten > now ? bucket : undefined;
  }
}

function spent(rule: Rule, { used, until }: Bucket, now: number): boolean {
  if (rule.type === 'balance') return Math.max(until, now) + rule.cost * eachOf(rule) - now > rule.max * eachOf(rule);
  return rule.type === 'window' ? until > now && used >= rule.max : until > now;
}

const eachOf = ({ max, per }: Extract<Rule, { type: 'balance' }>): number => Math.ceil(per / max);

function roomIn(rule: Rule, bucket: Bucket | undefined, now: number): number {
  const used = bucket && (rule.type === 'backoff' || bucket.until > now) ? bucket.used : 0;
  if (rule.type === 'window') return rule.max - used;
  if (rule.type === 'balance') {
    const taken = Math.ceil(Math.max(0, (bucket?.until ?? 0) - now) / eachOf(rule));
    return Math.floor((rule.max - taken) / rule.cost);
  }
  if (bucket && bucket.until > now) return 0;
  return Math.max(1, rule.free - used);
}

function taken(rule: Rule, bucket: Bucket | undefined, now: number): Bucket {
  const atLeast = bucket?.atLeast ?? false;
  if (rule.type === 'window') {
    const running = bucket !== undefined && bucket.until > now;
    const until = running ? bucket.until : now + rule.per;
    return { used: running ? bucket.used + 1 : 1, until, forgotten: atLeast ? now + DAY : until, atLeast };
  }
  if (rule.type === 'balance') {
    const until = Math.max(bucket?.until ?? 0, now) + rule.cost * eachOf(rule);
    return { used: 0, until, forgotten: Number.POSITIVE_INFINITY, atLeast };
  }
  const used = (bucket?.used ?? 0) + 1;
  const wait = used < rule.free ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (used - rule.free));
  return { used, until: now + wait, forgotten: now + DAY, atLeast };
}

/** Whose guesses are counted together. */
export interface Guesser {
  readonly userId: string;
  readonly address: string | undefined;
}

const at = ({ address }: Guesser) => address ?? 'no address';

/** Five in five minutes, and a hundred a day from all addresses together. */
const activationRules = (who: Guesser): Rule[] => [
  { type: 'window', key: `activation ${who.userId} ${at(who)}`, max: 5, per: 300 * SECOND },
  ...(who.address === undefined
    ? []
    : [{ type: 'window', key: `activations ${who.userId}`, max: 100, per: DAY } as const]),
];

/** Five for a challenge, be it to activate or to verify. */
export const challengeRules = (who: Guesser, challenge: number | undefined): Rule[] =>
  challenge === undefined ? [] : [{ type: 'window', key: `challenge ${challenge} ${at(who)}`, max: 5, per: DAY }];

/** Those a right answer starts over: five free for a factor, ten for a user, and the challenge's. */
const guessRules = (who: Guesser, factorId: string, challenge: number | undefined): Rule[] => [
  { type: 'backoff', key: `factor ${factorId} ${at(who)}`, free: 5 },
  { type: 'backoff', key: `user ${who.userId} ${at(who)}`, free: 10 },
  ...challengeRules(who, challenge),
];

/** Five short answers in a row of one known requester, at a kind of factor. */
const inARowRule = (who: Guesser, kind: string): Rule => ({
  type: 'window',
  key: `row ${who.userId} ${kind} ${at(who)}`,
  max: 5,
  per: DAY,
});

/** Millionths of chance that short answers may have: of all strangers together, and of all whom the user knows. */
const poolRule = (whose: 'strangers' | 'known', userId: string, kind: string): Rule => ({
  type: 'balance',
  key: `${whose} ${userId} ${kind}`,
  ...(whose === 'strangers' ? { max: 66, per: (66 / 18) * 365 * DAY } : { max: 150, per: 365 * DAY }),
  cost: kind === 'totp' ? 3 : 1,
});

/** One guess, as far as its price depends on it. */
interface Priced {
  readonly kind: 'sms' | 'totp' | 'recovery' | 'temporary';
  readonly factorId: string;
  readonly isPending: boolean;
  readonly challenge: number | undefined;
}

/** The budgets of one guess: a right one starts `back` over, gives `shared` back what it took, and `gone` nothing. */
export function priceOf(
  { kind, factorId, isPending, challenge }: Priced,
  who: Guesser,
  isKnown: boolean,
): Record<'back' | 'shared' | 'gone', readonly Rule[]> {
  const ofCode = challengeRules(who, challenge);
  if (isPending) return { back: ofCode, shared: [], gone: activationRules(who) };
  const isLong = kind === 'recovery' || kind === 'temporary';
  if (isLong || who.address === undefined) return { back: guessRules(who, factorId, challenge), shared: [], gone: [] };
  if (!isKnown) return { back: ofCode, shared: [poolRule('strangers', who.userId, kind)], gone: [] };
  return { back: [inARowRule(who, kind), ...ofCode], shared: [poolRule('known', who.userId, kind)], gone: [] };
}

/** The guesses that a budget allows that nothing has been taken from. */
export const roomOf = (rule: Rule): number => (rule.type === 'backoff' ? rule.free : rule.max);
