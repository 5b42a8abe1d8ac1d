import type { Outcome } from '../service.ts';
import { wantsLong } from '../service.ts';
import type { Victim } from './victims.ts';

/** Those whose chances are added up apart: outsiders with an address, without one, and at the owner's own. */
export type Guesser = 'strangers' | 'nobody' | 'neighbours';

/** The chances of every answer of an outsider that was judged, added up for each kind. */
export class Ledger {
  steps = 0;
  readonly #sums = new Map<string, number>();
  readonly #judged = new Map<string, number>();
  readonly #tried = new Map<string, number>();

  /** Adds one answer: refused with a verdict, or without one. */
  add(guesser: Guesser, { kind, chances }: Victim, { status, body }: Outcome, isPair: boolean): void {
    const key = `${guesser} ${kind}`;
    this.#tried.set(key, (this.#tried.get(key) ?? 0) + 1);
    const isLong = wantsLong({ status, body }) || body.hints?.stateToken !== undefined;
    // A pause without a token in it was told before anything was looked at.
    if (status !== 403 && !isLong) return;
    this.#sums.set(
      key,
      (this.#sums.get(key) ?? 0) + (isLong ? chances.long : ((isPair ? chances.pair : undefined) ?? chances.short)),
    );
    if (!isLong) this.#judged.set(key, (this.#judged.get(key) ?? 0) + 1);
  }

  /** The chance of one kind, of some outsiders together. */
  chance(kind: string, ...guessers: readonly Guesser[]): number {
    return guessers.reduce((sum, guesser) => sum + (this.#sums.get(`${guesser} ${kind}`) ?? 0), 0);
  }

  /** The answers to one kind that were judged and could be short. */
  judged(kind: string, guesser: Guesser): number {
    return this.#judged.get(`${guesser} ${kind}`) ?? 0;
  }

  /** All answers to one kind, judged or not. */
  tried(kind: string, guesser: Guesser): number {
    return this.#tried.get(`${guesser} ${kind}`) ?? 0;
  }

  /** All sums, for the note of a run. */
  sums(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#sums);
  }
}
