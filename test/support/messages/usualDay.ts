import assert from 'node:assert/strict';
import { wrong } from '../factors/factorCalls.ts';
import type { World } from '../world.ts';
import { at, codeTo, type Newcomer, newcomer } from './guarded.ts';

/** Countries that 2,000 users come from: the form of their numbers, and the part of users who type the code they were sent. */
const countries = [
  {
    users: 700,
    verified: 0.86,
    number: (n: number) => `+1${[802, 415, 212, 312, 617][n % 5]}${442 + (n % 90)}${four(n)}`,
  },
  { users: 400, verified: 0.84, number: (n: number) => `+49151${1000 + (n % 400)}${four(n)}` },
  { users: 300, verified: 0.82, number: (n: number) => `+447911${120 + (n % 80)}${four(n).slice(1)}` },
  { users: 300, verified: 0.68, number: (n: number) => `+9198${10 + (n % 70)}${four(n)}${n % 10}${n % 7}` },
  { users: 200, verified: 0.62, number: (n: number) => `+55119${8000 + (n % 900)}${four(n)}` },
  { users: 100, verified: 0.45, number: (n: number) => `+234803${100 + (n % 50)}${four(n)}` },
] as const;

const four = (n: number) => String(1000 + ((n * 7919) % 9000));

interface Happening {
  readonly at: number;
  run(): Promise<void>;
}

/** Reproducible, between 0 and 1. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/**
 * Plays a day of so many new users: most type their code within a minute, some mistype it, some ask again, some give up;
 * many come back to be verified; a third of them sit behind a few addresses. Gives how many messages were sent.
 */
export async function usualDay(w: World, people: number): Promise<number> {
  const draw = draws(7);
  const begun = w.clock.now();
  const due: Happening[] = [];
  const later = (seconds: number, run: () => Promise<void>) => {
    const when = w.clock.now().since(begun).total('seconds') + seconds;
    const index = due.findLastIndex((one) => one.at <= when);
    due.splice(index + 1, 0, { at: when, run });
  };

  async function answer(who: Newcomer, factorId: string, number: string, from: string): Promise<void> {
    const code = codeTo(w, number);
    if (draw() < 0.1) await who.calls.activate(factorId, wrong(code), at(from));
    const { status, body } = await who.calls.activate(factorId, code, at(from));
    assert.equal(status, 200, JSON.stringify(body));
    for (const hour of [1.5, 4].filter(() => draw() < 0.3))
      later(hour * 3_600, () => signIn(who, body.id, number, from));
  }

  async function signIn(who: Newcomer, factorId: string, number: string, from: string): Promise<void> {
    const { status, body } = await who.calls.challenge(factorId, at(from));
    assert.equal(status, 200, JSON.stringify(body));
    if (draw() < 0.9) later(20, async () => void (await who.calls.verify(factorId, codeTo(w, number), at(from))));
  }

  async function enroll(number: string, from: string, verifies: boolean): Promise<void> {
    const who = await newcomer(w, number, from);
    assert.equal(who.answer.status, 200, `${number}: ${JSON.stringify(who.answer.body)}`);
    const { id } = who.answer.body;
    const repeats = draw() < 0.15 ? 1 + Math.floor(draw() * 2) : 0;
    for (let n = 1; n <= repeats; n++) {
      later(40 * n, async () => {
        const { status, body } = await who.calls.resend(id, number, at(from));
        assert.equal(status, 200, `${number}: ${JSON.stringify(body)}`);
      });
    }
    if (verifies) later(40 * repeats + 10 + draw() * 50, () => answer(who, id, number, from));
  }

  for (const { users, verified, number } of countries) {
    for (let n = 0; n < (users * people) / 2_000; n++) {
      // Nine hours of the day see nine in ten of them.
      const second = draw() < 0.9 ? 8 * 3_600 + draw() * 9 * 3_600 : draw() * 86_400;
      const from = draw() < 0.33 ? `198.51.100.${n % 6}` : `2001:db8:${n.toString(16)}::1`;
      later(second, () => enroll(number(n), from, draw() < verified));
    }
  }
  for (let next = due.shift(); next; next = due.shift()) {
    const ahead = begun.add({ milliseconds: Math.round(next.at * 1_000) }).since(w.clock.now());
    if (ahead.sign > 0) w.clock.advance(ahead);
    await next.run();
  }
  return w.sent.length;
}
