import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush, wireOf } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { anotherProcess, type World, world } from '../support/world.ts';

/** Requests that are held open until a question is asked or answered. */
for (const engine of ENGINES) {
  describe(`long polls of push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('?wait= holds a poll until the answer, and a device’s until the question', async () => {
      const { calls, id, ask, device } = await activePush(w);
      const waiting = device.transactions(20);
      const transaction = await ask();
      assert.equal((await waiting).body.transactions[0].id, transaction);
      const polling = calls.transaction(id, transaction, '?wait=20');
      await device.answer(transaction, 'APPROVE');
      assert.equal((await polling).body.factorResult, 'SUCCESS');
      const next = await ask();
      const cancelling = calls.transaction(id, next, '?wait=20');
      await calls.cancel(id, next);
      assert.equal((await cancelling).body.factorResult, 'CANCELLED');
      assert.equal((await calls.transaction(id, next, '?wait=31')).status, 400);
      assert.equal((await calls.transaction(id, next, '?wait=-1')).status, 400);
    });

    test('?wait= is over after its seconds, and sees what another process writes', async (t) => {
      const push = await activePush(w);
      const started = performance.now();
      assert.deepEqual((await push.device.transactions(1)).body.transactions, []);
      assert.ok(performance.now() - started > 900);
      const second = await anotherProcess(w);
      t.after(() => second.close());
      const transaction = await push.ask();
      const path = `${push.calls.factors}/${push.id}/transactions/${transaction}?wait=20`;
      const polling = second.call('GET', path);
      const device = push.device.movedTo(wireOf(w));
      await device.answer(transaction, 'APPROVE');
      assert.equal((await polling).body.factorResult, 'SUCCESS');
    });

    test('a removed device that holds a request open is sent away', async () => {
      const { calls, id, device } = await activePush(w);
      const waiting = device.transactions(20);
      await calls.removeDevice(id, device.kid.split('.')[2] ?? '');
      assert.equal((await waiting).status, 401);
    });
  });
}
