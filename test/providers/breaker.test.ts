import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBreakers } from '../../src/delivery/breaker.ts';

const rule = { failures: 3, restMs: 1_000, maxRestMs: 3_000 };

function breakers() {
  let now = 0;
  return {
    ...createBreakers(rule, () => now),
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

function opened() {
  const it = breakers();
  for (let n = 0; n < rule.failures; n++) it.failed('p');
  return it;
}

describe('the circuit breaker', () => {
  test('opens after so many failures in a row, of that provider only', () => {
    const it = breakers();
    it.failed('p');
    it.failed('p');
    it.succeeded('p');
    it.failed('p');
    it.failed('p');
    assert.equal(it.admits('p'), true);
    it.failed('p');
    assert.equal(it.admits('p'), false);
    assert.equal(it.admits('q'), true);
  });

  test('after its rest one message probes, and only one', () => {
    const it = opened();
    it.wait(999);
    assert.equal(it.admits('p'), false);
    it.wait(1);
    assert.deepEqual([it.admits('p'), it.admits('p'), it.admits('p')], [true, false, false]);
    it.succeeded('p');
    assert.deepEqual([it.admits('p'), it.admits('p')], [true, true]);
  });

  test('each failed probe doubles the rest, up to a cap', () => {
    const it = opened();
    for (const rest of [1_000, 2_000, 3_000, 3_000]) {
      it.wait(rest - 1);
      assert.equal(it.admits('p'), false, `${rest}`);
      it.wait(1);
      assert.equal(it.admits('p'), true, `${rest}`);
      it.failed('p');
    }
  });

  test('failures of messages that were under way when it opened do not prolong the rest', () => {
    const it = opened();
    it.wait(900);
    it.failed('p');
    it.wait(100);
    assert.equal(it.admits('p'), true);
  });

  test('a success closes it however it came about, and what is no longer configured is forgotten', () => {
    const it = opened();
    it.succeeded('p');
    assert.equal(it.admits('p'), true);
    it.failed('p');
    assert.equal(it.failures('p'), 1);
    it.keep(new Set());
    assert.equal(it.failures('p'), 0);
  });
});
