import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { kindFixtures } from '../support/factors/kindFixtures.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type World, world } from '../support/world.ts';

/** With every kind, each step is asked for twice with one key: the second time it is not done, and its reply is the same. */
for (const engine of ENGINES) {
  describe(`Idempotency-Key and every kind: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    let keys = 0;
    async function twice(method: 'POST' | 'DELETE', path: string, body?: object): Promise<Answer> {
      const key = { headers: { 'idempotency-key': `key-${++keys}` } };
      const first = await w.call(method, path, body, key);
      const again = await w.call(method, path, body, key);
      assert.deepEqual([again.status, again.body], [first.status, first.body]);
      assert.deepEqual(
        [first, again].map(({ headers }) => headers['idempotency-replayed']),
        [undefined, 'true'],
      );
      return first;
    }

    for (const [name, fixture] of Object.entries(kindFixtures)) {
      test(`${name}: enroll, activate, challenge, verify and delete`, async () => {
        const user = await person(w);
        const holder = await fixture.holder(w, user);
        const factors = `/api/v1/users/${user.id}/factors`;
        const enrolled = await twice('POST', `${factors}${holder.query ?? ''}`, holder.request);
        assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
        holder.keep?.(enrolled.body);
        let { id } = enrolled.body;
        if (fixture.activated)
          id = (await twice('POST', `${factors}/${id}/lifecycle/activate`, holder.answer())).body.id;
        assert.equal((await w.call('GET', `${factors}?extensions=true`)).body.length, 1);
        w.clock.advance({ seconds: 30 });
        const asked = await w.call('POST', `${factors}/${id}/verify`);
        if (asked.status === 200) {
          w.clock.advance({ seconds: 30 });
          holder.challenged?.((await twice('POST', `${factors}/${id}/verify`)).body);
        }
        assert.equal((await twice('POST', `${factors}/${id}/verify`, holder.wrong())).status, 403);
        const verified = await twice('POST', `${factors}/${id}/verify`, holder.answer());
        assert.deepEqual([verified.status, verified.body], [200, { factorResult: 'SUCCESS' }]);
        assert.equal((await twice('DELETE', `${factors}/${id}`)).status, 204);
      });
    }

    test('push/OKTA: enroll, one question that is 201 both times, and delete', async () => {
      const { id: userId } = await person(w);
      const enrolled = await twice('POST', `/api/v1/users/${userId}/factors`, { factorType: 'push', provider: 'OKTA' });
      assert.deepEqual([enrolled.status, enrolled.body.status], [200, 'PENDING_ACTIVATION']);
      const { calls, id, device } = await activePush(w);
      const asked = await twice('POST', `${calls.factors}/${id}/verify`);
      assert.equal(asked.status, 201);
      const { body } = await device.transactions();
      assert.deepEqual(
        body.transactions.map(({ id: its }: { id: string }) => its),
        [asked.body.transactionId],
      );
      assert.equal((await device.answer(asked.body.transactionId, 'APPROVE')).status, 200);
      assert.equal((await twice('DELETE', `${calls.factors}/${id}`)).status, 204);
      assert.deepEqual((await calls.list()).body, []);
    });
  });
}
