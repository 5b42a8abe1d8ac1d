import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newKey, statement } from '../support/devices/device.ts';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`keys of devices: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const reasonOf = (reply: { status: number; headers: Readonly<Record<string, unknown>> }) =>
      [reply.status, reply.headers['cofactor-reason']] as const;

    test('an old key is worth nothing after rotation, whatever was signed with it before', async () => {
      const push = await activePush(w);
      const transaction = await push.ask();
      const old = push.device.key;
      const before = push.device.sign('answer', { transaction, decision: 'APPROVE' });
      assert.equal((await push.device.rotate()).status, 200);
      assert.deepEqual(reasonOf(await push.device.post('answer', before)), [401, 'WRONG_SIGNATURE']);
      const copy = push.device.movedTo(push.device.wire);
      copy.key = old;
      for (const reply of [
        await copy.transactions(),
        await copy.rotate(),
        await copy.remove(),
        await copy.subscribe(null),
      ]) {
        assert.deepEqual(reasonOf(reply), [401, 'WRONG_SIGNATURE']);
      }
      const { keys } = (await push.calls.get(push.id)).body.profile;
      assert.equal(keys[0].x, (push.device.key.jwk as { x: string }).x);
      const nonce = (await push.calls.list()).body.find((one: { id: string }) => one.id.startsWith('crp'));
      assert.equal(nonce.profile.keys[0].x, keys[0].x);
      assert.equal((await push.device.answer(transaction, 'APPROVE')).body.factorResult, 'SUCCESS');
    });

    test('a key cannot take over for another device, or without saying so itself', async () => {
      const [ours, theirs] = [await activePush(w), await activePush(w)];
      const next = newKey();
      const inner = (kid: string, by = next, op = 'next-key') =>
        statement({ jwk: next.jwk }, ours.device.claims(op, { kid }), by);
      for (const [claim, reason] of [
        [inner(theirs.device.kid), undefined],
        [inner(ours.device.kid, ours.device.key), 'WRONG_SIGNATURE'],
        [inner(ours.device.kid, next, 'key'), 'WRONG_OPERATION'],
        [statement({ kid: ours.device.kid }, ours.device.claims('next-key', { kid: ours.device.kid }), next), 'NO_KEY'],
        ['x', 'NOT_A_STATEMENT'],
      ] as const) {
        const reply = await ours.device.post('key', ours.device.sign('key', { next: claim }));
        assert.deepEqual(reasonOf(reply), [401, reason], claim.slice(0, 20));
      }
      const same = await ours.device.rotate(ours.device.key);
      assert.deepEqual(reasonOf(same), [401, 'SAME_KEY']);
      assert.equal((await ours.device.transactions()).status, 200);
    });

    test('rotations at once leave one new key', async () => {
      const push = await activePush(w);
      const copies = Array.from({ length: 5 }, () => push.device.movedTo(push.device.wire));
      const replies = await Promise.all(copies.map((copy) => copy.rotate()));
      const [won, ...more] = copies.filter((_, n) => replies[n]?.status === 200);
      assert.ok(won && more.length === 0, JSON.stringify(replies.map(reasonOf)));
      assert.equal((await won.transactions()).status, 200);
    });

    test('approve and rotate at once: an approval by the old key counts only before', async () => {
      for (let round = 0; round < 5; round++) {
        const push = await activePush(w);
        const transaction = await push.ask();
        const copy = push.device.movedTo(push.device.wire);
        const [answered, rotated] = await Promise.all([copy.answer(transaction, 'APPROVE'), push.device.rotate()]);
        assert.equal(rotated.status, 200);
        const { factorResult } = (await push.calls.transaction(push.id, transaction)).body;
        assert.equal(factorResult, answered.status === 200 ? 'SUCCESS' : 'WAITING', JSON.stringify(answered.body));
      }
    });
  });
}
