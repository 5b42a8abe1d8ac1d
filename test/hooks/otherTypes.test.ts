import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hookTypes } from '../../src/contract/hooks/inlineHook.ts';
import { TELEPHONY_HOOK } from '../../src/contract/hooks/telephony.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { type HookWorld, hookRequest, hookWorld } from '../support/hooks/hookWorld.ts';
import { oktaRequest } from '../support/hooks/oktaRequest.ts';

const path = '/api/v1/inlineHooks';

for (const engine of ENGINES) {
  describe(`inline hooks that are never called: ${engine}`, () => {
    let h: HookWorld;
    before(async () => {
      h = await hookWorld(engine);
    });
    after(() => h.close());
    const create = async (type: string) =>
      (await h.w.call('POST', path, { ...hookRequest(h.server.url), type, name: type })).body;

    for (const type of hookTypes.filter((each) => each !== TELEPHONY_HOOK)) {
      test(`${type} is kept, marked, read, written back, switched and deleted, several of them at once`, async () => {
        const hook = await create(type);
        const { body } = await h.w.call('GET', `${path}/${hook.id}`);
        assert.deepEqual([body.type, body.status, body.neverCalled], [type, 'ACTIVE', true]);
        const back = await h.w.call('PUT', `${path}/${hook.id}`, body);
        assert.deepEqual([back.status, back.body.channel], [200, body.channel]);
        const second = await create(type);
        assert.equal(second.status, 'ACTIVE');
        assert.equal((await h.w.call('GET', `${path}?type=${type}`)).body.length, 2);
        for (const { id } of [hook, second]) {
          assert.equal((await h.w.call('POST', `${path}/${id}/lifecycle/deactivate`)).status, 200);
          assert.equal((await h.w.call('DELETE', `${path}/${id}`)).status, 204);
        }
      });
    }

    test('none of them is called, neither for a message nor for a preview', async () => {
      const hook = await create('com.okta.oauth2.tokens.transform');
      const preview = heard(await h.w.call('POST', `${path}/${hook.id}/execute`, oktaRequest()));
      assert.equal(preview.status, 400);
      assert.match(preview.causes.join(), /never called/);
      const profile = { firstName: 'Ada', lastName: 'L', email: 'ada@example.com', login: 'ada@example.com' };
      const { id } = (await h.w.call('POST', '/api/v1/users', { profile })).body;
      const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
      assert.equal((await h.w.call('POST', `/api/v1/users/${id}/factors`, sms)).status, 200);
      assert.deepEqual([h.server.calls.length, h.byProvider.length], [0, 1]);
    });
  });
}
