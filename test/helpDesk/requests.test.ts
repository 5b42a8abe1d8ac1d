import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { purgeDue } from '../../src/store/privacy/purging.ts';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms } from '../support/factors/factorCalls.ts';
import { type HelpDesk, helpDesk, ownerOf, provenBy, refusedFor, second } from '../support/helpDesk/helpDeskCalls.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`requests of the help desk, asked twice and read twice: ${engine}`, () => {
    let w: World;
    let desk: HelpDesk;
    before(async () => {
      w = await world(engine);
      desk = await helpDesk(w);
    });
    after(() => w.close());

    test('two reads that wait for one push both hear what the owner said', async () => {
      for (const decision of ['APPROVE', 'DENY'] as const) {
        const { user, id: factorId, device } = await activePush(w);
        const { id, number } = (await desk.ask(user.id, { approval: 'OWNER', factorId })).body;
        const reads = [1, 2, 3].map(() => desk.get(user.id, id, '?wait=10'));
        const [question] = (await device.transactions()).body.transactions;
        await device.answer(question.id, decision, { number });
        const status = decision === 'DENY' ? 'DENIED' : 'APPROVED';
        assert.deepEqual(
          (await Promise.all(reads)).map((read) => [read.status, read.body.status]),
          reads.map(() => [200, status]),
        );
        const log = await w.store.log.ofUser(user.id);
        const settled = log.filter(({ event }) => /^cofactor\.help_desk\.(approve|deny)$/.test(event));
        assert.equal(settled.length, 1, 'it is written down once');
      }
    });

    test('who asks again for what a second administrator approved has the approval, and loses none', async () => {
      const boss = await second(w);
      const owner = await ownerOf(w);
      const sms = await activeSms(w, owner.id, '+12025550180');
      for (const act of [
        { action: 'REMOVE_FACTORS', factorIds: [sms, owner.factorId] },
        { action: 'TEMPORARY_CODE' },
        { action: 'RESET_FACTORS' },
      ]) {
        const ask = (more: object = {}) => desk.ask(owner.id, { ...act, approval: 'ADMINISTRATOR', ...more });
        const { id } = (await ask()).body;
        const waiting = (await ask()).body;
        assert.notEqual(waiting.id, id, 'what nobody has approved yet is asked anew');
        assert.equal((await boss.decide(owner.id, waiting.id)).status, 200);
        const byOwner = { approval: 'OWNER', factorId: owner.factorId };
        for (const more of [{}, byOwner, act.factorIds ? { factorIds: act.factorIds.toReversed() } : {}]) {
          const again = await ask(more);
          assert.deepEqual([again.status, again.body.id, again.body.status], [201, waiting.id, 'APPROVED']);
        }
      }
      assert.equal((await desk.reset(owner.id)).status, 200);
    });

    test('attack: an approval of a second administrator is had for another act, by another, or once it is over', async () => {
      const boss = await second(w);
      const owner = await ownerOf(w);
      const sms = await activeSms(w, owner.id, '+12025550181');
      const ask = (by: HelpDesk, factorIds: readonly string[]) =>
        by.ask(owner.id, { action: 'REMOVE_FACTORS', factorIds, approval: 'ADMINISTRATOR' });
      const approved = async (by: HelpDesk, factorIds: readonly string[]) => {
        const { id } = (await ask(by, factorIds)).body;
        assert.equal((await boss.decide(owner.id, id)).status, 200);
      };
      const waits = async (by: HelpDesk, factorIds: readonly string[]) =>
        assert.equal((await ask(by, factorIds)).body.status, 'WAITING');
      await approved(desk, [sms]);
      await waits(await helpDesk(w), [sms]);
      await waits(desk, [sms, owner.factorId]);
      await approved(desk, [sms]);
      await waits(desk, [owner.factorId]);
      await approved(desk, [sms]);
      w.clock.advance({ minutes: 15 });
      await waits(desk, [sms]);
      await approved(desk, [sms, owner.factorId]);
      assert.equal((await desk.remove(owner.id, sms)).status, 204);
      await waits(desk, [owner.factorId]);
      // What the user approved is asked for anew: it was for one call with them.
      const other = await ownerOf(w);
      await provenBy(desk, other);
      assert.equal((await desk.ask(other.id, { approval: 'ADMINISTRATOR' })).body.status, 'WAITING');
      refusedFor(await desk.reset(other.id), 'APPROVAL_NEEDED');
    });

    test('requests are gone after about a month, also where nobody asks for more', async () => {
      const owner = await ownerOf(w);
      const { id } = (await desk.ask(owner.id, { approval: 'ADMINISTRATOR', reason: 'the words of somebody' })).body;
      const purge = () => purgeDue(w.engine, { now: w.clock.now, rest: async () => {} });
      const kept = async () => (await w.store.helpDesk.ofUser(owner.id)).map((request) => request.id);
      w.clock.advance({ hours: 24 * 31 });
      await purge();
      assert.deepEqual(await kept(), [id], 'a cooling-off may look at it');
      w.clock.advance({ hours: 25 });
      await purge();
      assert.deepEqual(await kept(), []);
    });
  });
}
