import assert from 'node:assert/strict';
import type { Services } from '../../../src/operations/shared/services.ts';
import { callOperation, type Outcome } from '../service.ts';
import type { Victim } from './victims.ts';

/** The way in which an owner is known, or not. */
export type OwnerKind = 'at addresses' | 'with a device token' | 'without an address';

/** Where an owner is, and what they are known by. */
export interface Place {
  readonly address: string | undefined;
  /** Whether the owner was verified from there before, or has a device token. */
  readonly isKnown: boolean;
}

/** What an owner needs of the simulated world. */
export interface OwnerParts {
  readonly services: Services;
  readonly random: () => number;
  /** Lets time pass, in which outsiders go on. */
  readonly meanwhile: (victim: Victim, place: Place, seconds: number) => Promise<void>;
  readonly kind: OwnerKind;
}

/** One in twenty is mistyped. */
const MISTYPED = 0.05;
/** Right answers within which an owner is in at a place that is new to the user: two codes, or those of three messages. */
const TRIES = { paired: 2, sent: 3, other: 1 } as const;
/** Seconds until the next code of a token, and of a phone. */
const STEP = 30;
/** The longest time in seconds for a factor that needs no message. */
const IN_SECONDS = 60;

/** An owner of one factor, who signs in as people do. */
export class Owner {
  readonly #parts: OwnerParts;
  readonly victim: Victim;
  #device: string | undefined;
  /** Sign-ins that took more than one right answer. */
  long = 0;
  signIns = 0;

  constructor(victim: Victim, parts: OwnerParts) {
    this.victim = victim;
    this.#parts = parts;
  }

  /** Whether a device token makes the owner known anywhere. */
  get hasDevice(): boolean {
    return this.#device !== undefined;
  }

  /** Signs in; fails where the model promises that the owner is in. */
  async signIn(place: Place): Promise<void> {
    const { victim } = this;
    this.signIns += 1;
    await victim.renew?.();
    let { isKnown } = place;
    if (victim.introduces && !isKnown) {
      await this.#introduce(place);
      isKnown = true;
    }
    let waited = 0;
    let stateToken: string | undefined;
    const tries = isKnown ? 1 : TRIES[victim.paired ? 'paired' : victim.sent ? 'sent' : 'other'];
    for (let right = 1; ; right++) {
      const wait = await this.#ask(place);
      if (right === 1 && this.#parts.random() < MISTYPED) await this.#answer(place, victim.wrong());
      const outcome = await this.#answer(place, { ...victim.answer(), ...(stateToken && { stateToken }) });
      stateToken = outcome.body.hints?.stateToken;
      if (outcome.status === 200) break;
      const heard = `${victim.kind}, ${JSON.stringify(place)}: right answer ${right} of ${tries} heard ${outcome.status} ${JSON.stringify(outcome.body)}`;
      assert.ok(right < tries, heard);
      if (right === 1) this.long += 1;
      await this.#parts.meanwhile(victim, place, wait);
      waited += wait;
    }
    assert.ok(victim.sent || waited <= IN_SECONDS, `${victim.kind}: ${waited} seconds`);
  }

  /**
   * Asks for a challenge, and gives the seconds until the next one: where a message was sent to the same phone just now,
   * that one is as good, and where there is a pause, it is waited for.
   */
  async #ask(place: Place): Promise<number> {
    const { victim } = this;
    if (!victim.asked) return STEP;
    const outcome = await this.#call(place, {});
    if (outcome.status < 300) victim.challenged(outcome.body);
    else assert.equal(outcome.status, 429, `${victim.kind} ${JSON.stringify(outcome.body)}`);
    await this.#parts.meanwhile(victim, place, 0);
    return Math.max(STEP, outcome.body.hints?.retryAfterSeconds ?? 0);
  }

  async #answer(place: Place, body: object): Promise<Outcome> {
    const outcome = await this.#call(place, body);
    this.#device = outcome.body?.deviceToken ?? this.#device;
    return outcome;
  }

  /** Is verified by the authenticator app, because nobody is known by what they know. */
  async #introduce(place: Place): Promise<void> {
    const { introduces, params } = this.victim;
    const factorId = introduces?.factorId ?? '';
    const give = () => this.#call(place, { passCode: introduces?.code() ?? '' }, { ...params, factorId });
    if ((await give()).status === 200) return;
    await this.#parts.meanwhile(this.victim, place, STEP);
    const second = await give();
    assert.equal(second.status, 200, JSON.stringify(second.body));
    this.#device = second.body.deviceToken ?? this.#device;
  }

  #call({ address }: Place, body: object, params = this.victim.params): Promise<Outcome> {
    const device = this.#device;
    return callOperation(this.#parts.services, 'verifyFactor', {
      params,
      body: { ...body },
      query: this.#parts.kind === 'with a device token' && Object.keys(body).length > 0 ? { rememberDevice: true } : {},
      caller: { ...(address !== undefined && { address }), ...(device !== undefined && { deviceToken: device }) },
    });
  }
}
