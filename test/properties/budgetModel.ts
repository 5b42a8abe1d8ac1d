/** A rule as the documentation has it, in milliseconds; written anew, not taken from the service. */
export type Rule =
  | { readonly type: 'window'; readonly key: string; readonly max: number; readonly per: number }
  | { readonly type: 'backoff'; readonly key: string; readonly free: number };

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

  /** More may have been taken than the model knows of; then its window has begun by now at the latest. */
  blur(rules: readonly Rule[], now: number): void {
    for (const rule of rules) {
      const bucket = this.#live(rule.key, now);
      const open = rule.type === 'backoff' ? now : now + rule.per;
      const running = bucket !== undefined && (rule.type === 'backoff' || bucket.until > now);
      this.#buckets.set(rule.key, {
        used: running ? bucket.used : 0,
        until: running ? bucket.until : open,
        forgotten: now + DAY,
        atLeast: true,
      });
    }
  }

  #live(key: string, now: number): Bucket | undefined {
    const bucket = this.#buckets.get(key);
    return bucket && bucket.forgotten > now ? bucket : undefined;
  }
}

const spent = (rule: Rule, { used, until }: Bucket, now: number): boolean =>
  rule.type === 'window' ? until > now && used >= rule.max : until > now;

function roomIn(rule: Rule, bucket: Bucket | undefined, now: number): number {
  const used = bucket && (rule.type === 'backoff' || bucket.until > now) ? bucket.used : 0;
  if (rule.type === 'window') return rule.max - used;
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
export const activationRules = (who: Guesser): Rule[] => [
  { type: 'window', key: `activation ${who.userId} ${at(who)}`, max: 5, per: 300 * SECOND },
  ...(who.address === undefined
    ? []
    : [{ type: 'window', key: `activations ${who.userId}`, max: 100, per: DAY } as const]),
];

/** Five for a challenge, be it to activate or to verify. */
export const challengeRules = (who: Guesser, challenge: number | undefined): Rule[] =>
  challenge === undefined ? [] : [{ type: 'window', key: `challenge ${challenge} ${at(who)}`, max: 5, per: DAY }];

/** Those a right answer gives back: five free for a factor, ten for a user, and the challenge's. */
export const guessRules = (who: Guesser, factorId: string, challenge: number | undefined): Rule[] => [
  { type: 'backoff', key: `factor ${factorId} ${at(who)}`, free: 5 },
  { type: 'backoff', key: `user ${who.userId} ${at(who)}`, free: 10 },
  ...challengeRules(who, challenge),
];

/** A hundred a day from all addresses together that the user was never verified from. */
export const ceilingRule = (userId: string): Rule => ({ type: 'window', key: `all ${userId}`, max: 100, per: DAY });
