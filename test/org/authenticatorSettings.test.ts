import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, heard } from '../support/factors/factorCalls.ts';
import { orgCalls } from '../support/org/orgCalls.ts';
import { person } from '../support/users/people.ts';
import type { World } from '../support/world.ts';

interface Authenticator {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly lastUpdated: string;
}

for (const engine of ENGINES) {
  describe(`settings of authenticators: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    eachWorld(engine, (fresh) => {
      w = fresh;
      org = orgCalls(w);
    });
    const all = async (): Promise<readonly Authenticator[]> =>
      (await w.call('GET', '/api/v1/authenticators?extensions=true')).body;

    test('every authenticator that is read and written back is as it was', async () => {
      w.clock.advance({ minutes: 1 });
      for (const one of await all()) {
        const { status, body } = await w.call('PUT', `/api/v1/authenticators/${one.id}`, one);
        assert.deepEqual([status, body], [200, one], one.key);
      }
    });

    test('every authenticator takes another name by itself, and nothing else changes', async () => {
      for (const one of await all()) {
        const name = `${one.name} of ours`;
        const { status, body } = await w.call('PUT', `/api/v1/authenticators/${one.id}`, { name });
        assert.deepEqual([status, body], [200, { ...one, name }], one.key);
      }
    });

    test('a body without anything is refused, as Okta’s tests for Node have it, and changes nothing', async () => {
      const before = (await org.authenticator('okta_email')).body;
      w.clock.advance({ minutes: 1 });
      const refused = heard(await org.replace('okta_email', {}));
      assert.deepEqual(
        [refused.status, refused.code, refused.causes[0]],
        [400, 'E0000001', 'name: The field cannot be left blank'],
      );
      assert.deepEqual((await org.authenticator('okta_email')).body, before);
    });

    test('a client that could not read key and type writes the rest', async () => {
      const unknown = 'unknown_default_open_api';
      const { status, body } = await org.replace('custom_otp', { key: unknown, type: unknown, name: 'Token' });
      assert.deepEqual([status, body.key, body.name], [200, 'custom_otp', 'Token']);
    });

    const settings: readonly (readonly [key: string, settings: object])[] = [
      ['okta_email', { allowedFor: 'recovery', tokenLifetimeInMinutes: 20 }],
      ['phone_number', { allowedFor: 'sso' }],
      ['security_question', { allowedFor: 'none' }],
      ['okta_verify', { channelBinding: { style: 'NUMBER_CHALLENGE', required: 'HIGH_RISK_ONLY' } }],
      ['okta_verify', { channelBinding: { required: 'ALWAYS' } }],
      ['okta_verify', { compliance: { fips: 'REQUIRED' }, userVerification: 'REQUIRED' }],
      ['okta_verify', { enrollmentSecurityLevel: 'HIGH', userVerificationMethods: ['BIOMETRICS'] }],
      ['okta_verify', { appInstanceId: '0oa1cofactor2app3id4' }],
    ];
    for (const [key, sent] of settings) {
      test(`${key} keeps ${JSON.stringify(sent)} as it was sent, beside what it had`, async () => {
        const before = (await org.authenticator(key)).body;
        const { status, body } = await org.replace(key, { settings: sent });
        assert.equal(status, 200, JSON.stringify(body));
        assert.deepEqual(body.settings, { ...before.settings, ...sent });
        assert.deepEqual((await org.authenticator(key)).body, body);
        const back = await org.replace(key, before);
        assert.deepEqual(back.body.settings, { ...before.settings, ...sent, ...before.settings });
      });
    }

    test('a setting that Okta does not have is refused, and the cause lists those there are', async () => {
      const refused = heard(await org.replace('okta_verify', { settings: { color: 'red' } }));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.match(refused.causes.join(), /settings\.color: There is no such field.*channelBinding/);
      const none = heard(await org.replace('google_otp', { settings: { allowedFor: 'any' } }));
      assert.match(none.causes.join(), /google_otp has none/);
    });

    test('of what is for recovery alone nothing can be enrolled, challenged or listed until it is for sign-ins', async () => {
      const { id } = await person(w);
      const calls = factorCalls(w, id);
      const factorId = await activeSms(w, id);
      w.clock.advance({ minutes: 1 });
      await org.replace('phone_number', { settings: { allowedFor: 'recovery' } });
      const enroll = heard(
        await calls.enroll({ factorType: 'call', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } }),
      );
      assert.deepEqual([enroll.status, enroll.code, enroll.causes[0]], [400, 'E0000001', 'Factor not enabled.']);
      assert.match(enroll.causes[1] ?? '', /allowedFor is recovery.*PUT \/api\/v1\/authenticators\/aut/);
      const challenge = heard(await calls.challenge(factorId));
      assert.deepEqual([challenge.status, challenge.code], [423, 'E0000180']);
      assert.deepEqual((await calls.list()).body, []);
      await org.replace('phone_number', { settings: { allowedFor: 'sso' } });
      assert.equal((await calls.challenge(factorId)).status, 200);
    });

    test('a description is the passkeys’ alone', async () => {
      const { body } = await org.replace('webauthn', { description: 'Passkeys' });
      assert.equal(body.description, 'Passkeys');
      assert.equal((await org.replace('okta_email', { description: 'Mail' })).status, 400);
    });
  });
}
