import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createEventHookWorker } from '../../src/operations/hooks/eventHookWorker.ts';
import { ENGINES } from '../support/engines.ts';
import { type EventWorld, eventWorld, path } from '../support/hooks/eventWorld.ts';
import { anotherProcess } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`event hooks and several processes: ${engine}`, () => {
    let e: EventWorld;
    before(async () => {
      e = await eventWorld(engine);
    });
    after(() => e.close());
    beforeEach(async () => {
      for (const { id } of (await e.w.call('GET', path)).body) await e.step(id, 'deactivate');
    });

    test('of two processes one tells it, and the other what happens later', async (t) => {
      const other = await anotherProcess(e.w, { hookTimeoutMs: 2_000 });
      t.after(() => other.close());
      await e.hook();
      for (let n = 0; n < 20; n++) await e.happens(String(n));
      await Promise.all([e.sweep(), e.sweep(other.services), e.sweep(), e.sweep(other.services)]);
      await e.happens('later');
      await e.sweep(other.services);
      assert.equal(e.at.calls.length, 21);
      assert.equal(new Set(e.at.numbers()).size, 21);
    });

    test('a process that dies while it sends holds a hook for as long as its claim', async () => {
      const id = await e.hook();
      await e.happens('1');
      const { store, clock } = e.w;
      const until = clock.now().add({ seconds: 15 });
      assert.equal(await store.apply([{ do: 'claimEventHook', id, claim: 'dead', now: clock.now(), until }]), 'done');
      await e.sweep();
      assert.deepEqual(e.at.numbers(), []);
      clock.advance({ seconds: 15 });
      await e.sweep();
      assert.deepEqual(e.at.numbers(), ['1']);
      const late = { do: 'settleEventHook', id, claim: 'dead', until, failed: [], taken: [] } as const;
      assert.equal(await store.apply([late]), 'stale', 'it cannot write any more should it be alive');
    });

    test('a worker that is stopped begins nothing more, and leaves the hook to others', async () => {
      await e.hook();
      const worker = createEventHookWorker(e.w.services, 15_000, assert.ifError);
      await worker.stop();
      await e.happens('1');
      await worker.sweep();
      assert.deepEqual(e.at.numbers(), []);
      await e.sweep();
      assert.deepEqual(e.at.numbers(), ['1']);
    });
  });
}
