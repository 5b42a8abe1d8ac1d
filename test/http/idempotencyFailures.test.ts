import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Change } from '../../src/store/change.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type CallOptions, type World, world } from '../support/world.ts';

const NUMBER = '+18024482036';
const withKey = (key: string, token?: string): CallOptions => ({
  headers: { 'idempotency-key': key },
  ...(token !== undefined && { token }),
});
const isReplayed = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';

/** The next change but the note of a token's use waits until it is let go, as if the process had died before it. */
function stuck(store: Store): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { apply } = store;
  Object.assign(store, {
    apply: async (change: Change) => {
      if (change.every((step) => step.do === 'usedToken')) return apply(change);
      Object.assign(store, { apply });
      await promise;
      return apply(change);
    },
  });
  return resolve;
}

for (const engine of ENGINES) {
  describe(`Idempotency-Key when a process fails: ${engine}`, () => {
    let w: World;
    let id: string;
    let calls: ReturnType<typeof factorCalls>;
    beforeEach(async () => {
      w = await world(engine);
      ({ id } = await person(w));
      calls = factorCalls(w, id);
    });
    afterEach(() => w.close());
    const rows = () => w.engine.read({ text: 'select * from idempotency_keys', values: [] });
    const enroll = (key: string, number = NUMBER, query = '') => calls.sms(number, query, withKey(key));
    test('a process that dies before its change leaves the key free; should it live on, it changes nothing', async () => {
      const letGo = stuck(w.store);
      const dead = enroll('one');
      while ((await rows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      w.clock.advance({ seconds: 31 });
      const second = await enroll('one');
      assert.deepEqual([second.status, isReplayed(second)], [200, false]);
      letGo();
      const late = heard(await dead);
      assert.deepEqual([late.status, late.code], [409, 'E0990002']);
      assert.match(late.causes[0] ?? '', /took too long/);
      assert.deepEqual(
        (await calls.list()).body.map((factor: { id: string }) => factor.id),
        [second.body.id],
      );
      assert.equal(w.sent.length, 1);
      assert.deepEqual((await enroll('one')).body, second.body);
    });

    test('a process that dies between its change and its reply leaves a key that says so', async () => {
      Object.assign(w.store.idempotency, { keep: () => new Promise(() => {}) });
      void enroll('one');
      while (w.sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      w.clock.advance({ seconds: 31 });
      const again = await enroll('one');
      assert.deepEqual(heard(again), {
        status: 409,
        code: 'E0990003',
        summary: 'The request with this Idempotency-Key was carried out, but its answer was lost.',
        causes: ['See what is there with GET /api/v1/users/{userId}/factors, and go on with a new key.'],
      });
      assert.equal(again.headers['cofactor-reason'], 'ANSWER_LOST');
      assert.equal(heard(await enroll('one', '+18024482037')).code, 'E0990001');
      assert.equal(w.sent.length, 1);
    });

    test('an unexpected failure: before the change the key is free, after it the answer is lost', async () => {
      const failures = w.store.messages.waitingFor;
      const { error } = console;
      console.error = () => {};
      Object.assign(w.store.messages, { waitingFor: () => Promise.reject(new Error('gone')) });
      assert.equal((await enroll('after')).status, 500);
      Object.assign(w.store.messages, { waitingFor: failures });
      assert.equal(heard(await enroll('after')).code, 'E0990003');

      const { apply } = w.store;
      Object.assign(w.store, { apply: () => Promise.reject(new Error('gone')) });
      assert.equal((await enroll('before', '+18024482037')).status, 500);
      Object.assign(w.store, { apply });
      console.error = error;
      // The number's budget had been taken from.
      w.clock.advance({ seconds: 31 });
      assert.equal((await enroll('before', '+18024482037')).status, 200);
    });

    test('a request still being answered is waited for, but not for ever', { timeout: 30_000 }, async () => {
      const letGo = stuck(w.store);
      const first = enroll('one');
      while ((await rows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const busy = await enroll('one');
      assert.deepEqual([busy.status, heard(busy).code], [409, 'E0990002']);
      assert.equal(busy.headers['cofactor-retry-after'], '1');
      const waiting = enroll('one');
      letGo();
      assert.deepEqual((await waiting).body, (await first).body);
    });
  });
}
