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

    test('such a hook may be without a secret and of another version, may get a secret, and lose it', async () => {
      const { channel, ...request } = hookRequest(h.server.url);
      const config = { uri: channel.config.uri, method: 'POST', headers: [{ key: 'x-team', value: 'support' }] };
      const bare = { ...request, type: 'com.okta.import.transform', version: '1.0.2', name: 'bare' };
      const made = await h.w.call('POST', path, { ...bare, channel: { ...channel, config } });
      assert.deepEqual([made.status, made.body.version, made.body.channel.config.authScheme], [200, '1.0.2', null]);
      const one = `${path}/${made.body.id}`;
      assert.deepEqual((await h.w.call('PUT', one, made.body)).body.channel, made.body.channel);
      const secret = { type: 'HEADER', key: 'Authorization', value: 'a secret' };
      const put = async (authScheme: unknown) =>
        (await h.w.call('PUT', one, { ...bare, channel: { ...channel, config: { ...config, authScheme } } })).body
          .channel.config.authScheme;
      assert.deepEqual(await put(secret), { type: 'HEADER', key: 'Authorization' });
      assert.deepEqual(await put(undefined), { type: 'HEADER', key: 'Authorization' });
      // As Terraform sends it when `auth` is taken out of a configuration.
      assert.equal(await put({ type: 'HEADER' }), null);
    });

    test('one that is called needs its secret and its version all the same', async () => {
      const { channel, ...request } = hookRequest(h.server.url);
      for (const authScheme of [undefined, null, { type: 'HEADER' }]) {
        const config = { ...channel.config, authScheme };
        const refused = heard(await h.w.call('POST', path, { ...request, channel: { ...channel, config } }));
        assert.deepEqual([refused.status, refused.causes.length], [400, 2], JSON.stringify(refused));
      }
      const refused = heard(await h.w.call('POST', path, { ...request, channel, version: '1.0.2' }));
      assert.match(refused.causes.join(), /version: Only 1.0.0/);
    });

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
