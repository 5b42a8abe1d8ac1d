import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { heard } from '../../support/factors/factorCalls.ts';
import { type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`push and what comes with it: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function withNonce() {
      const { calls, id } = await activePush(w);
      const nonce = (await calls.list()).body.find((one: { id: string }) => one.id.startsWith('crp')).id as string;
      const post = (path: string, body?: object) => w.call('POST', `${calls.factors}/${path}`, body);
      return { calls, push: id, nonce, post };
    }

    test('signed_nonce says on verify, activate and resend that it is not verified here, and names the push factor', async () => {
      const { calls, push, nonce, post } = await withNonce();
      const said = [
        'A factor of type signed_nonce is not verified by this API: it came with the push factor of its device.',
        `Verify that one with POST ${calls.factors}/${push}/verify.`,
      ];
      for (const body of [undefined, {}, { passCode: '123456' }, { stateToken: 'x' }]) {
        const refused = heard(await post(`${nonce}/verify`, body));
        assert.deepEqual([refused.status, refused.code, refused.causes], [400, 'E0000001', said], JSON.stringify(body));
      }
      for (const path of ['lifecycle/activate', 'resend']) {
        const refused = heard(await post(`${nonce}/${path}`, path === 'resend' ? {} : { passCode: '123456' }));
        assert.deepEqual([refused.status, refused.code, refused.causes], [404, 'E0000007', said], path);
      }
    });

    for (const body of [{ stateToken: '00abc' }, { activationToken: 'x', useNumberMatchingChallenge: false }]) {
      test(`${JSON.stringify(body)} asks the device, as an empty body does (fact 238)`, async () => {
        const { push, post } = await withNonce();
        const asked = await post(`${push}/verify`, body);
        assert.deepEqual([asked.status, asked.body.factorResult], [201, 'WAITING'], JSON.stringify(asked.body));
      });
    }
  });
}
