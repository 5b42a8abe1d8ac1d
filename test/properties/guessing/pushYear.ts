import assert from 'node:assert/strict';
import { activePush, wireOf } from '../../support/devices/pushCalls.ts';
import type { EngineName } from '../../support/engines.ts';
import { anotherProcess, world } from '../../support/world.ts';
import { callOperation, type Outcome } from '../service.ts';
import type { Attack } from './attackers.ts';
import { introduction } from './victims.ts';
import { drawn, placeOf } from './year.ts';

/** The course of a time in which outsiders have a phone asked. */
export interface PushCourse {
  readonly engine: EngineName;
  readonly attacks: readonly Attack[];
  readonly halfDays: number;
  /** Calls of outsiders in each half day, while the phone is silent. */
  readonly calls: number;
  readonly seed: number;
}

/** The end of such a time. */
export interface PushedYear {
  readonly steps: number;
  /** The most rings within any hour and any 24 hours in which nothing was approved. */
  readonly mostInAnHour: number;
  readonly mostInADay: number;
  /** Outsiders' questions that were put to the phone, those of them that did not ring, and those told to wait. */
  readonly asked: number;
  readonly quiet: number;
  readonly refused: number;
  /** Sign-ins of the owner, the foreign questions that waited in the opened app, and the right button of each. */
  readonly signIns: number;
  readonly seen: number;
  readonly rightButtons: readonly number[];
}

const HOUR_MS = 3_600_000;
const HALF_DAY_MS = 12 * HOUR_MS;

/** Rings at a phone, since its owner last approved something. */
class Rings {
  #ringsMs: number[] = [];
  mostInAnHour = 0;
  mostInADay = 0;

  add(nowMs: number): void {
    this.#ringsMs = [...this.#ringsMs.filter((ringMs) => ringMs > nowMs - 24 * HOUR_MS), nowMs];
    this.mostInADay = Math.max(this.mostInADay, this.#ringsMs.length);
    this.mostInAnHour = Math.max(this.mostInAnHour, this.#ringsMs.filter((ringMs) => ringMs > nowMs - HOUR_MS).length);
  }

  approved(): void {
    this.#ringsMs = [];
  }
}

/**
 * A simulated time in which outsiders ask an owner's phone, which is silent for hours, and the owner opens the app twice a
 * day to approve a question of their own. Fails where a known owner is told to wait or not let in, and where a question
 * neither rings nor has a number. The outsiders call one process and the owner another.
 */
export async function pushedYear({ engine, attacks, halfDays, calls, seed }: PushCourse): Promise<PushedYear> {
  const random = drawn(seed);
  const w = await world(engine);
  const other = await anotherProcess(w);
  const { user, id: factorId, device: enrolled } = await activePush(w);
  const device = enrolled.movedTo(wireOf({ ...w, call: other.call }));
  const app = await introduction(w, user.id);
  const params = { userId: user.id, factorId };
  const rings = new Rings();
  const counts = { steps: 0, asked: 0, quiet: 0, refused: 0, signIns: 0, seen: 0 };
  const rightButtons = [0, 0, 0];
  const numbers = new Map<string, number>();

  /** Asks for a question; one that does not ring has a number. */
  const ask = async (services: typeof w.services, address: string | undefined): Promise<Outcome> => {
    counts.steps += 1;
    const outcome = await callOperation(services, 'verifyFactor', {
      params,
      body: {},
      caller: { ...(address !== undefined && { address }) },
    });
    const rang = w.prompts.splice(0).length > 0;
    if (rang) rings.add(w.clock.now().epochMilliseconds);
    if (outcome.status !== 200) return outcome;
    const { transactionId, _embedded } = outcome.body;
    if (!rang) assert.equal(typeof _embedded?.challenge.correctAnswer, 'number', 'a quiet question has a number');
    if (_embedded) numbers.set(transactionId, _embedded.challenge.correctAnswer);
    return outcome;
  };
  const attacked = async ({ addresses, unnamed, beside }: Attack, place: string) => {
    const chance = random();
    const n = Math.floor(random() * addresses);
    const isBeside = chance >= unnamed && chance < unnamed + beside;
    const address = chance < unnamed ? undefined : isBeside ? place : `198.${18 + (n >> 8)}.${n & 255}.7`;
    const { status, body } = await ask(w.services, address);
    counts[status === 200 ? 'asked' : 'refused'] += 1;
    if (status === 200 && numbers.has(body.transactionId)) counts.quiet += 1;
    assert.ok([200, 429].includes(status), JSON.stringify(body));
  };
  const signIn = async (address: string, isKnown: boolean, attack: Attack) => {
    counts.signIns += 1;
    if (!isKnown) {
      const body = { passCode: app.code() };
      const factor = { ...params, factorId: app.factorId };
      const first = await callOperation(other.services, 'verifyFactor', { params: factor, body, caller: { address } });
      assert.equal(first.status, 200, JSON.stringify(first.body));
    }
    const own = await ask(other.services, address);
    assert.equal(own.status, 200, `an owner at a known address is told to wait: ${JSON.stringify(own.body)}`);
    const { transactionId } = own.body;
    // A neighbour's would take the place of the owner's, who would have to ask again.
    await attacked({ ...attack, beside: 0 }, address);
    const { transactions } = (await device.transactions()).body;
    for (const { id, numbers: choices } of transactions as { id: string; numbers?: number[] }[]) {
      if (id === transactionId) continue;
      counts.seen += 1;
      const button = choices?.indexOf(numbers.get(id) ?? 0) ?? -1;
      if (button >= 0) rightButtons[button] = (rightButtons[button] ?? 0) + 1;
    }
    const number = numbers.get(transactionId);
    const { body } = await device.answer(transactionId, 'APPROVE', number === undefined ? {} : { number });
    assert.equal(body.factorResult, 'SUCCESS', JSON.stringify(body));
    rings.approved();
    numbers.clear();
  };

  let knownAt: string | undefined;
  for (let n = 0; n < halfDays; n++) {
    const attack = attacks[n % attacks.length] as Attack;
    const place = placeOf(n);
    const end = w.clock.now().add({ hours: 12 });
    // In a half day at full rate all calls come within a minute or so; in others they fill it.
    const stepMs = random() < 0.5 ? (2 * HALF_DAY_MS) / calls : 1_000;
    for (let done = 0; done < calls; done++) {
      await attacked(attack, knownAt ?? place);
      w.clock.advance({ milliseconds: Math.floor(random() * stepMs) });
    }
    const restMs = w.clock.now().until(end).total('milliseconds');
    if (restMs > 0) w.clock.advance({ milliseconds: Math.ceil(restMs) });
    await signIn(place, knownAt === place, attack);
    knownAt = place;
  }
  await other.close();
  await w.close();
  const { mostInAnHour, mostInADay } = rings;
  return { ...counts, mostInAnHour, mostInADay, rightButtons };
}
