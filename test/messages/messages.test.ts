import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`the record of every message: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('it tells what was sent, to whom in part, and whether its code was accepted', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, '+18024489001');
      const activated = w.clock.now();
      w.clock.advance({ seconds: 30 });
      const { challenge, verify } = factorCalls(w, user.id);
      await challenge(id, { headers: { 'accept-language': 'de' } });
      await verify(id, wrong(w.lastCode()));
      const [first, second, ...rest] = await w.store.messages.ofUser(user.id);
      assert.deepEqual(rest, []);
      assert.deepEqual(
        [first?.purpose, first?.status, first?.recipient, first?.country, first?.verified?.toString()],
        ['activate', 'ACCEPTED', '+18XXXXXXX01', 'US', activated.toString()],
      );
      assert.deepEqual(
        [second?.purpose, second?.factorId, second?.templateId, second?.language, second?.verified],
        ['verify', id, 'default', undefined, undefined],
      );
      assert.ok(!JSON.stringify([first, second]).includes(w.lastCode()));
    });

    test('one that no provider took says why, and one that was never tried is still queued', async () => {
      const user = await person(w);
      w.receipt = { accepted: false, attempts: [], reason: 'NO_SMS_PROVIDER' };
      await factorCalls(w, user.id).sms('+18024489002');
      w.receipt = { accepted: true, attempts: [] };
      const [failed] = await w.store.messages.ofUser(user.id);
      assert.deepEqual([failed?.status, failed?.reason, failed?.sent], ['FAILED', 'NO_SMS_PROVIDER', undefined]);

      const unlucky = await person(w);
      const { delivery } = w.services;
      Object.assign(w.services, { delivery: { send: () => Promise.reject(new Error('the process dies here')) } });
      const broken = console.error;
      console.error = () => {};
      await factorCalls(w, unlucky.id).sms('+18024489003');
      console.error = broken;
      Object.assign(w.services, { delivery });
      const [queued] = await w.store.messages.ofUser(unlucky.id);
      assert.equal(queued?.status, 'QUEUED');
    });

    test("a carrier's report finds its message, and a late one does not undo a better one", async () => {
      const user = await person(w);
      w.receipt = {
        accepted: true,
        attempts: [{ provider: 'p1', name: 'One', result: 'ACCEPTED', milliseconds: 3, reference: `r-${engine}` }],
      };
      await factorCalls(w, user.id).sms('+18024489004');
      const found = await w.store.messages.byReference('p1', `r-${engine}`);
      assert.equal(found?.userId, user.id);
      assert.equal(await w.store.messages.byReference('p2', `r-${engine}`), undefined);
      const report = { do: 'reportMessage', userId: user.id, id: found?.id ?? '', at: w.clock.now() } as const;
      await w.store.apply([{ ...report, status: 'DELIVERED' }]);
      await w.store.apply([{ ...report, status: 'UNDELIVERED', reason: 'late' }]);
      assert.equal((await w.store.messages.ofUser(user.id))[0]?.status, 'DELIVERED');
      w.receipt = { accepted: true, attempts: [] };
    });
  });
}
