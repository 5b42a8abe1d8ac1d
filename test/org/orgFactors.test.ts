import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { orgCalls, orgEvents } from '../support/org/orgCalls.ts';
import { BASE, type World } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`org factors: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    eachWorld(engine, (fresh) => {
      w = fresh;
      org = orgCalls(w);
    });

    test('the list names each kind as the older API does', async () => {
      const { status, body } = await org.factors();
      assert.equal(status, 200);
      const self = `${BASE}/api/v1/org/factors/okta_sms`;
      const expected = {
        id: 'okta_sms',
        factorType: 'sms',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'ACTIVE',
        _links: {
          self: { href: self, hints: { allow: ['GET'] } },
          deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ['POST'] } },
        },
      };
      assert.deepEqual(
        body.find(({ id }: { id: string }) => id === 'okta_sms'),
        expected,
      );
      const ids = body.map(({ id }: { id: string }) => id);
      for (const id of ['okta_call', 'okta_email', 'okta_otp', 'google_otp']) assert.ok(ids.includes(id), id);
      assert.deepEqual((await w.call('GET', '/api/v1/org/factors/okta_sms')).body, expected);
    });

    test('the password is one of them, always on, and says so to who switches it', async () => {
      const { body } = await w.call('GET', '/api/v1/org/factors/okta_password');
      assert.deepEqual([body.id, body.factorType, body.status], ['okta_password', 'password', 'ACTIVE']);
      assert.deepEqual(Object.keys(body._links), ['self']);
      assert.ok((await org.factors()).body.some(({ id }: { id: string }) => id === 'okta_password'));
      for (const to of ['activate', 'deactivate'] as const) {
        const refused = heard(await org.switchFactor('okta_password', to));
        assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
        assert.match(refused.causes.join(), /always ACTIVE/);
      }
    });

    test('one factor off leaves the other method of its authenticator on', async () => {
      const off = await org.switchFactor('okta_call', 'deactivate');
      assert.deepEqual([off.status, off.body.status], [200, 'INACTIVE']);
      assert.equal(await org.factorStatus('okta_sms'), 'ACTIVE');
      assert.equal((await org.authenticator('phone_number')).body.status, 'ACTIVE');
      const [sms, voice] = (await org.methods('phone_number')).body;
      assert.deepEqual([sms.status, voice.status], ['ACTIVE', 'INACTIVE']);
      assert.deepEqual(await orgEvents(w), [['system.mfa.factor.deactivate', { factor: 'okta_call' }]]);
    });

    test('the last factor off switches its authenticator off; the first on switches it on without the other', async () => {
      await org.switchFactor('okta_call', 'deactivate');
      await org.switchFactor('okta_sms', 'deactivate');
      assert.equal((await org.authenticator('phone_number')).body.status, 'INACTIVE');
      await org.switchFactor('okta_sms', 'activate');
      assert.equal((await org.authenticator('phone_number')).body.status, 'ACTIVE');
      assert.deepEqual(
        [await org.factorStatus('okta_sms'), await org.factorStatus('okta_call')],
        ['ACTIVE', 'INACTIVE'],
      );
    });

    test('an authenticator switched off takes its factors with it, and brings them back as they were', async () => {
      await org.switchFactor('okta_call', 'deactivate');
      await org.switchAuthenticator('phone_number', 'deactivate');
      assert.equal(await org.factorStatus('okta_sms'), 'INACTIVE');
      await org.switchAuthenticator('phone_number', 'activate');
      assert.deepEqual(
        [await org.factorStatus('okta_sms'), await org.factorStatus('okta_call')],
        ['ACTIVE', 'INACTIVE'],
      );
    });

    test('an authenticator without any method on comes back with all of them', async () => {
      await org.switchFactor('okta_call', 'deactivate');
      await org.switchFactor('okta_sms', 'deactivate');
      await org.switchAuthenticator('phone_number', 'activate');
      assert.deepEqual([await org.factorStatus('okta_sms'), await org.factorStatus('okta_call')], ['ACTIVE', 'ACTIVE']);
    });

    test('an unknown factor is 404', async () => {
      const unknown = await org.switchFactor('okta_pigeon', 'activate');
      assert.deepEqual(heard(unknown), {
        status: 404,
        code: 'E0000007',
        summary: 'Not found: Resource not found: okta_pigeon (Factor)',
        causes: ['GET /api/v1/org/factors lists those there are.'],
      });
    });
  });
}
