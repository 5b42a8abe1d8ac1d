import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiToken } from '../../support/access/administrators.ts';
import { activePush } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { type World, world } from '../../support/world.ts';

const TOKEN = 'cofactor-device-token';

for (const engine of ENGINES) {
  describe(`device tokens by push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** Somebody with a push factor, and a question that is asked for with or without a device token. */
    async function asked(query = '?rememberDevice=true') {
      const made = await activePush(w);
      const { status, body } = await w.call('POST', `${made.calls.factors}/${made.id}/verify${query}`);
      assert.equal(status, 201, JSON.stringify(body));
      const poll = async () => (await made.calls.transaction(made.id, body.transactionId)).body;
      return { ...made, body, poll, transactionId: body.transactionId as string };
    }

    test('an approval gives a device token when it was asked for, and with it strangers are told from the owner', async () => {
      const { calls, id, device, body, poll, transactionId } = await asked();
      assert.equal(body.deviceToken, undefined, 'none with the question');
      assert.equal((await poll()).deviceToken, undefined, 'none while it waits');
      await device.answer(transactionId, 'APPROVE');
      const { factorResult, deviceToken } = await poll();
      assert.equal(factorResult, 'SUCCESS');
      assert.match(deviceToken, /^[\w-]{22}$/);
      const from = (address: string, more: object = {}) => ({ headers: { 'x-forwarded-for': address, ...more } });
      for (let n = 0; n < 5; n++) await calls.challenge(id, undefined, from(`198.51.100.${n}`));
      assert.equal((await calls.challenge(id, undefined, from('198.51.100.99'))).status, 429);
      const own = await calls.challenge(id, undefined, from('198.51.100.99', { [TOKEN]: deviceToken }));
      assert.equal(own.status, 201, 'never 429 for a known requester');
    });

    test('of twenty who ask after an approval at once, one gets the token', async () => {
      const { device, poll, transactionId } = await asked();
      await device.answer(transactionId, 'APPROVE');
      const heard = await Promise.all(Array.from({ length: 20 }, poll));
      assert.ok(heard.every(({ factorResult }) => factorResult === 'SUCCESS'));
      assert.equal(heard.filter(({ deviceToken }) => deviceToken !== undefined).length, 1);
    });

    test('attack: who may only read asks after an approval first, and has the device token', async () => {
      const { calls, id, device, poll, transactionId } = await asked();
      await device.answer(transactionId, 'APPROVE');
      for (const may of [
        { role: 'READ_ONLY_ADMIN' },
        { role: 'HELP_DESK_ADMIN' },
        { scopes: ['okta.users.read'] },
      ] as const) {
        const { secret: token } = await apiToken(w, may);
        const heard = await w.call('GET', `${calls.factors}/${id}/transactions/${transactionId}`, undefined, { token });
        assert.deepEqual([heard.status, heard.body], [200, { factorResult: 'SUCCESS' }]);
      }
      assert.match((await poll()).deviceToken, /^[\w-]{22}$/, 'it was not taken from who may verify');
    });

    test('there is none that was not asked for, nor with a denial', async () => {
      const plain = await asked('');
      await plain.device.answer(plain.transactionId, 'APPROVE');
      assert.deepEqual(await plain.poll(), { factorResult: 'SUCCESS' });
      const denied = await asked();
      await denied.device.answer(denied.transactionId, 'DENY');
      const { factorResult, deviceToken } = await denied.poll();
      assert.deepEqual([factorResult, deviceToken], ['REJECTED', undefined]);
    });
  });
}
