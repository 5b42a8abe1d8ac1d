import assert from 'node:assert/strict';
import type { Services } from '../../../src/operations/shared/services.ts';
import { callOperation, type Outcome } from '../service.ts';
import type { Guesser, Ledger } from './ledger.ts';
import type { Victim } from './victims.ts';

/** One way of attacking. */
export interface Attack {
  /** Addresses that it comes from. */
  readonly addresses: number;
  /** The share of its calls that name no address, and of those that come from where the owner is. */
  readonly unnamed: number;
  readonly beside: number;
  /** The share of its calls that ask for a challenge, and of its answers that are long. */
  readonly asks: number;
  readonly long: number;
  /** Goes on with the `stateToken` of the refusal before, as a caller does that has half a proof. */
  readonly halves: boolean;
  /** Seconds between two calls, at most. */
  readonly pause: number;
}

/** Outsiders, as they act on one process. */
export class Attackers {
  readonly #services: Services;
  readonly #ledger: Ledger;
  readonly #random: () => number;
  #stateToken: string | undefined;

  constructor(services: Services, ledger: Ledger, random: () => number) {
    this.#services = services;
    this.#ledger = ledger;
    this.#random = random;
  }

  /** One call against one owner, who is at `place`. */
  async act(attack: Attack, victim: Victim, place: string | undefined): Promise<void> {
    this.#ledger.steps += 1;
    const [guesser, address] = this.#from(attack, place);
    const asks = victim.asked && this.#random() < attack.asks;
    const body: Readonly<Record<string, unknown>> = asks ? {} : this.#answer(attack, victim);
    const outcome = await callOperation(this.#services, 'verifyFactor', {
      params: victim.params,
      body,
      caller: { ...(address !== undefined && { address }) },
    });
    if (asks) return assert.ok([200, 201, 429].includes(outcome.status), told(victim, outcome));
    assert.ok([403, 429].includes(outcome.status), `a wrong answer: ${told(victim, outcome)}`);
    this.#ledger.add(guesser, victim, outcome, body.nextPassCode !== undefined);
    this.#stateToken = outcome.body.hints.stateToken ?? this.#stateToken;
  }

  #from({ addresses, unnamed, beside }: Attack, place: string | undefined): [Guesser, string | undefined] {
    const drawn = this.#random();
    if (drawn < unnamed) return ['nobody', undefined];
    if (drawn < unnamed + beside) return [place === undefined ? 'nobody' : 'neighbours', place];
    const n = Math.floor(this.#random() * addresses);
    return ['strangers', `198.${18 + (n >> 8)}.${n & 255}.7`];
  }

  #answer({ long, halves }: Attack, victim: Victim): Record<string, unknown> {
    const isLong = this.#random() < long;
    const wrong = victim.wrong();
    return {
      ...wrong,
      ...(isLong && victim.paired && { nextPassCode: wrong.passCode }),
      ...(isLong && victim.sent && { passCode: '0000000000000000' }),
      ...(halves && this.#stateToken !== undefined && { stateToken: this.#stateToken }),
    };
  }
}

const told = ({ kind }: Victim, { status, body }: Outcome): string => `${kind} ${status} ${JSON.stringify(body)}`;
