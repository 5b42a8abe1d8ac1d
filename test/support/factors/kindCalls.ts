import assert from 'node:assert/strict';
import type { AnyKind } from '../../../src/domain/factors/kind.ts';
import { allKinds } from '../../../src/factors/index.ts';
import { person } from '../users/people.ts';
import type { Answer, World } from '../world.ts';
import { elsewhereFixtures } from './elsewhereFixtures.ts';
import type { KindFixture } from './holder.ts';
import { type HolderCalls, holderCalls } from './holderCalls.ts';
import { kindFixtures } from './kindFixtures.ts';

/** The kinds that take answers over the API; `kindsElsewhere.test.ts` has the others. */
export const answeredKinds = allKinds.filter(({ contract }) => !Object.hasOwn(elsewhereFixtures, keyOf(contract)));

/** Somebody with a factor of a kind, and its steps. `world` is asked for the service at every call. */
export function kindCalls(kind: AnyKind, world: () => World) {
  const name = keyOf(kind.contract);
  const fixture = fixtureOf(name);
  const isOfKind = (factor: { factorType: string; provider: string }) => keyOf(factor) === name;

  /** Somebody who has not enrolled yet; `see` is shown every reply. */
  async function enrolling(see: (answer: Answer) => void = () => {}) {
    const user = await person(world());
    const holder = await fixture.holder(world(), user);
    return { user, holder, calls: holderCalls(world(), user.id, holder, see) };
  }

  /** Somebody who has the factor; `proof` is the answer that activated it. */
  async function active() {
    const all = await enrolling();
    const { body } = await all.calls.enroll();
    all.holder.keep?.(body);
    if (!fixture.activated) return { ...all, id: body.id as string, proof: undefined };
    const proof = all.holder.answer();
    const activated = await all.calls.activate(body.id, proof);
    assert.equal(activated.status, 200, JSON.stringify(activated.body));
    return { ...all, id: activated.body.id as string, proof };
  }

  /** Lets the next code come: the longest pause between messages, and the time step of a TOTP, is 30 seconds. */
  async function next(calls: HolderCalls, id: string): Promise<void> {
    world().clock.advance({ seconds: 30 });
    if (kind.challenge) assert.equal((await calls.challenge(id)).status, 200);
  }

  return { name, fixture, isOfKind, enrolling, active, next };
}

/** For tests that say nothing about a kind. */
export function none(_name: string, _run: () => Promise<void>): void {}

function fixtureOf(name: string): KindFixture {
  const fixture = kindFixtures[name];
  if (!fixture) throw new Error(`test/support/factors/kindFixtures.ts has nothing for ${name}`);
  return fixture;
}

function keyOf({ factorType, provider }: AnyKind['contract'] | { factorType: string; provider: string }): string {
  return `${factorType}/${provider}`;
}
