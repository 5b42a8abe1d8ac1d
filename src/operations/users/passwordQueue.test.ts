import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Hasher } from '../../domain/users/passwords.ts';
import { Fault } from '../../domain/values/fault.ts';
import { createPasswordQueue } from './passwordQueue.ts';

/** A hasher that ends a hash when it is told to, the oldest first, and remembers what it was given in which order. */
function slowHasher() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = async (password: string) => {
    begun.push(password);
    await new Promise<void>((resolve) => ends.push(resolve));
  };
  const hasher: Hasher = {
    hash: (password) => work(password).then(() => `hash of ${password}`),
    matches: (_hash, password) => work(password).then(() => true),
  };
  const endOne = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { hasher, begun, endOne };
}

const isBusy = (error: unknown) =>
  error instanceof Fault && error.error === 'unavailable' && error.hints.retryAfterSeconds === 2;

describe('the queue of those who hash passwords', () => {
  test('no more are hashed at once than there may be, and every one in the end', async () => {
    const { hasher, begun, endOne } = slowHasher();
    const queue = createPasswordQueue(hasher, 2);
    const all = Array.from({ length: 7 }, (_, n) => queue.hash(`${n}`));
    for (let ended = 0; ended < 7; ended++) {
      assert.equal(begun.length, Math.min(7, ended + 2));
      await endOne();
    }
    assert.deepEqual(
      await Promise.all(all),
      begun.map((password) => `hash of ${password}`),
    );
  });

  test('a crowd of strangers has half of the places, and an owner is looked at second', async () => {
    const { hasher, begun, endOne } = slowHasher();
    const queue = createPasswordQueue(hasher, 1);
    for (let n = 0; n < 64; n++) void queue.matches('', `guess ${n}`, queue.reserve(n % 2 ? 'stranger' : 'nobody'));
    assert.throws(() => queue.reserve('stranger'), isBusy);
    assert.throws(() => queue.reserve('nobody'), isBusy);
    const owner = queue.matches('', 'owner', queue.reserve('known'));
    await endOne();
    await endOne();
    assert.ok(begun.slice(0, 3).includes('owner'), begun.join());
    await endOne();
    assert.equal(await owner, true);
  });

  test('a crowd of the known does not keep a stranger waiting to the end', async () => {
    const { hasher, begun, endOne } = slowHasher();
    const queue = createPasswordQueue(hasher, 1);
    for (let n = 0; n < 100; n++) void queue.hash(`${n}`);
    void queue.matches('', 'stranger', queue.reserve('stranger'));
    for (let n = 0; n < 3; n++) await endOne();
    assert.ok(begun.slice(0, 4).includes('stranger'), begun.join());
  });

  test('when all places are taken even the known are told to come back, until one leaves', () => {
    const queue = createPasswordQueue(slowHasher().hasher, 1);
    const places = Array.from({ length: 128 }, () => queue.reserve('known'));
    assert.throws(() => queue.reserve('known'), isBusy);
    places[0]?.leave();
    places[0]?.leave();
    queue.reserve('known');
    assert.throws(() => queue.reserve('known'), isBusy);
  });

  test('a crowd that is sent away is told different seconds, as many to each as are hashed in one', async () => {
    const { hasher, endOne } = slowHasher();
    const queue = createPasswordQueue(hasher, 1);
    const secondsOf = () => {
      try {
        return queue.reserve('stranger').leave();
      } catch (error) {
        return error instanceof Fault ? error.hints.retryAfterSeconds : error;
      }
    };
    const waiting = Array.from({ length: 64 }, () => queue.matches('', '', queue.reserve('stranger')));
    const told = Array.from({ length: 936 }, secondsOf);
    const most = Math.max(
      ...Map.groupBy(told, (seconds) => seconds)
        .values()
        .map(({ length }) => length),
    );
    assert.deepEqual([told[0], told[63], told[64], told.at(-1), most], [2, 2, 3, 16, 64]);
    assert.deepEqual(
      [...Array.from({ length: 5_000 }, secondsOf)].at(-1),
      30,
      'nobody is told more than half a minute',
    );
    for (let n = 0; n < 64; n++) await endOne();
    assert.equal((await Promise.all(waiting)).length, 64);
  });

  test('when the crowd has been looked at, the next who are sent away start over', async () => {
    const { hasher, endOne } = slowHasher();
    const queue = createPasswordQueue(hasher, 1);
    const places = Array.from({ length: 128 }, () => queue.reserve('known'));
    for (let n = 0; n < 500; n++) assert.throws(() => queue.reserve('known'));
    const work = places.slice(0, 1).map((place) => queue.matches('', '', place));
    await endOne();
    await Promise.all(work);
    assert.throws(() => queue.reserve('known'), isBusy);
  });

  test('a hash that fails gives its turn and its place to the next', async () => {
    const broken: Hasher = { hash: () => Promise.reject(new Error('no memory')), matches: async () => true };
    const queue = createPasswordQueue(broken, 1);
    for (let n = 0; n < 200; n++) await assert.rejects(queue.hash(''), /no memory/);
    assert.equal(await queue.matches('', ''), true);
  });
});
