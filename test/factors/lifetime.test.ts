import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasEnded } from '../../src/domain/values/lifetime.ts';
import { newChallenge, staleness } from '../../src/factors/shared/fido/liveChallenge.ts';
import { kindContext } from '../support/factors/kindContext.ts';

const t0 = Temporal.Instant.from('2026-01-01T12:00:00Z');
const lifetime = Temporal.Duration.from({ minutes: 5 });

test('what lives for five minutes has ended after them, and before it began by more than clocks differ', () => {
  const expires = t0.add(lifetime);
  for (const [minutes, ended] of [
    [-60, true],
    [-2, true],
    [-1, false],
    [0, false],
    [4, false],
    [5, true],
    [60, true],
  ] as const) {
    assert.equal(hasEnded(expires, lifetime, t0.add({ minutes })), ended, `${minutes}`);
  }
});

test('attack: a challenge for a security key that a wrong clock issued is not good for an hour', () => {
  const context = kindContext({ now: t0 });
  const live = newChallenge(context);
  assert.equal(staleness(live, live.value, t0.add({ seconds: 1 })), undefined);
  assert.equal(staleness(live, live.value, t0.subtract({ seconds: 30 })), undefined);
  assert.equal(staleness(live, live.value, t0.subtract({ hours: 1 })), 'CHALLENGE_EXPIRED');
  assert.equal(staleness(live, live.value, t0.add({ hours: 1 })), 'CHALLENGE_EXPIRED');
});
