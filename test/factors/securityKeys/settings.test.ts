import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { relyingPartyOf } from '../../../src/domain/fido/origins.ts';
import { ENGINES } from '../../support/engines.ts';
import { heard } from '../../support/factors/factorCalls.ts';
import { handmadeKey } from '../../support/factors/securityKeys/handmadeKey.ts';
import { assertRefused, type KeyCalls, keyCalls } from '../../support/factors/securityKeys/keyCalls.ts';
import { orgCalls, orgEvents } from '../../support/org/orgCalls.ts';
import { BASE, type World, world } from '../../support/world.ts';

const ICLOUD = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd';

for (const engine of ENGINES) {
  describe(`settings of webauthn: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    let calls: KeyCalls;
    beforeEach(async () => {
      await w?.close();
      w = await world(engine);
      org = orgCalls(w);
      calls = await keyCalls(w);
    });
    after(() => w.close());

    const shown = async () => (await org.methods('webauthn')).body[0];
    const put = (settings: object) => org.replaceMethod('webauthn', 'webauthn', { settings });
    const set = async (settings: object) => {
      const { status, body } = await put(settings);
      assert.equal(status, 200, JSON.stringify(body));
      return body.settings;
    };
    const activation = async () => (await calls.enroll()).body._embedded.activation;

    test('what nobody has set is as in the examples of Okta, for the site of the service itself', async () => {
      const self = `${BASE}/api/v1/authenticators/${await org.idOf('webauthn')}/methods/webauthn`;
      assert.deepEqual(await shown(), {
        type: 'webauthn',
        status: 'ACTIVE',
        settings: {
          userVerification: 'PREFERRED',
          userVerificationForVerify: 'PREFERRED',
          attachment: 'ANY',
          residentKeyRequirement: 'DISCOURAGED',
          rpId: { enabled: false, domain: { name: 'cofactor.test', validationStatus: 'VERIFIED' } },
          allowedOrigins: [BASE],
        },
        _links: { self: { href: self, hints: { allow: ['GET', 'PUT'] } } },
      });
    });

    test('the authenticator and its method are as Okta was recorded to have them, but for settings it had not then', async () => {
      await org.switchAuthenticator('webauthn', 'deactivate');
      const recorded = { userVerification: 'DISCOURAGED', attachment: 'ANY' };
      await set(recorded);
      const { body } = await org.authenticator('webauthn');
      const self = `${BASE}/api/v1/authenticators/${body.id}`;
      const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });
      assert.deepEqual(body, {
        type: 'security_key',
        id: body.id,
        key: 'webauthn',
        status: 'INACTIVE',
        name: 'Security Key or Biometric',
        created: body.created,
        lastUpdated: body.lastUpdated,
        _links: {
          self: link(self, 'GET', 'PUT'),
          activate: link(`${self}/lifecycle/activate`, 'POST'),
          methods: link(`${self}/methods`, 'GET'),
        },
      });
      const { settings, ...method } = await shown();
      assert.deepEqual({ ...settings, ...recorded }, settings);
      const links = { self: link(`${self}/methods/webauthn`, 'GET', 'PUT') };
      assert.deepEqual(method, { type: 'webauthn', status: 'ACTIVE', _links: links });
    });

    test('a whole object sent back changes nothing and writes nothing', async () => {
      const before = await shown();
      const sent = await org.replaceMethod('webauthn', 'webauthn', before);
      assert.deepEqual([sent.status, sent.body], [200, before]);
      assert.deepEqual(await orgEvents(w), []);
    });

    test('settings are replaced as a whole, logged by name, and in force with the next request', async () => {
      await set({ userVerification: 'DISCOURAGED', attachment: 'ROAMING', residentKeyRequirement: 'PREFERRED' });
      assert.deepEqual((await activation()).authenticatorSelection, {
        userVerification: 'discouraged',
        requireResidentKey: false,
        residentKey: 'preferred',
        authenticatorAttachment: 'cross-platform',
      });
      await set({ residentKeyRequirement: 'REQUIRED' });
      assert.deepEqual((await activation()).authenticatorSelection, {
        userVerification: 'preferred',
        requireResidentKey: true,
      });
      const detail = { authenticator: 'webauthn', method: 'webauthn' };
      assert.deepEqual(await orgEvents(w), [
        [
          'security.authenticator.lifecycle.update',
          { ...detail, settings: 'userVerification attachment residentKeyRequirement' },
        ],
        ['security.authenticator.lifecycle.update', { ...detail, settings: 'residentKeyRequirement' }],
      ]);
    });

    test('where users must be verified, a key that was only touched is refused, at registration and after it', async () => {
      const { key, id } = await calls.active(handmadeKey(), { verified: false });
      await set({ userVerificationForVerify: 'REQUIRED' });
      const answer = async (verified: boolean) => calls.verify(id, key.sign(await calls.challenge(id), { verified }));
      await assertRefused(calls, await answer(false), 'USER_NOT_VERIFIED', /PIN, finger or face/);
      assert.equal((await answer(true)).status, 200);
      await set({ userVerification: 'REQUIRED', userVerificationForVerify: 'DISCOURAGED' });
      await assertRefused(calls, await answer(false), 'USER_NOT_VERIFIED', /PIN/);
      const registration = await calls.register(handmadeKey(), { verified: false });
      await assertRefused(calls, registration, 'USER_NOT_VERIFIED', /PIN/);
    });

    test('pages of an application of its own: other origins, and an RP id that they share', async () => {
      const origins = ['https://login.example.com', 'https://example.com:8443', 'http://localhost:*'];
      const rpId = { enabled: true, domain: { name: 'example.com' } };
      await set({ allowedOrigins: origins, rpId });
      assert.deepEqual((await activation()).rp, { name: 'Cofactor', id: 'example.com' });
      const place = { rpId: 'example.com' };
      for (const origin of [...origins.slice(0, 2), 'http://localhost', 'http://localhost:3000']) {
        const { key, id } = await calls.active(handmadeKey(), { ...place, origin });
        const asked = await w.call('POST', `${calls.factors}/${id}/verify`);
        assert.equal(asked.body._embedded.challenge.rpId, 'example.com');
        const answer = key.sign(asked.body._embedded.challenge.challenge, { ...place, origin });
        assert.equal((await calls.verify(id, answer)).status, 200);
      }
      for (const origin of [BASE, 'http://localhost:3000.evil.example', 'http://localhost:', 'https://localhost:1']) {
        const user = await keyCalls(w);
        await assertRefused(user, await user.register(handmadeKey(), { ...place, origin }), 'WRONG_ORIGIN', /allowed/);
      }
    });

    test('keys of an RP id from before stay keys of that one', async () => {
      const { key, id } = await calls.active();
      const rpId = { enabled: true, domain: { name: 'example.com' } };
      await set({ allowedOrigins: ['https://example.com', BASE], rpId });
      assert.equal((await calls.verify(id, key.sign(await calls.challenge(id)))).status, 200);
    });

    test('models can be allowed and blocked, one by one and in groups; what is blocked later no longer verifies', async () => {
      const other = '11111111-2222-4333-8444-555555555555';
      const aaguidGroups = [{ name: 'phones', aaguids: [ICLOUD] }];
      await set({ aaguidGroups, allowedAaguids: ['phones'] });
      const refused = await calls.register(handmadeKey(), { aaguid: other });
      await assertRefused(calls, refused, 'MODEL_NOT_ALLOWED', new RegExp(other));
      const { key, id } = await calls.active(handmadeKey(), { aaguid: ICLOUD });
      await set({ blockedAaguids: [ICLOUD] });
      const answer = await calls.verify(id, key.sign(await calls.challenge(id)));
      await assertRefused(calls, answer, 'MODEL_BLOCKED', new RegExp(ICLOUD));
      await assertRefused(calls, await calls.register(handmadeKey(), { aaguid: ICLOUD }), 'MODEL_BLOCKED', /blocked/);
      assert.equal((await calls.register(handmadeKey(), { aaguid: other })).status, 200);
    });

    test('passkeys that are copied between devices can be kept out', async () => {
      await set({ allowSyncablePasskeys: false });
      await assertRefused(calls, await calls.register(handmadeKey(), { syncable: true }), 'SYNCABLE', /copied/);
      assert.equal((await calls.register()).status, 200);
    });

    const refusals: readonly (readonly [what: string, settings: object, cause: RegExp])[] = [
      [
        'an RP id of another site',
        { rpId: { enabled: true, domain: { name: 'evil.example' } } },
        /evil\.example is neither the host of an allowed origin \(https:\/\/cofactor\.test\)/,
      ],
      [
        'an RP id below the host of every page',
        { rpId: { enabled: true, domain: { name: 'a.cofactor.test' } } },
        /neither/,
      ],
      ['a whole top-level domain as RP id', { rpId: { enabled: true, domain: { name: 'test' } } }, /neither/],
      [
        'an RP id that ends like the host without being a part of it',
        { rpId: { enabled: true, domain: { name: 'factor.test' } } },
        /neither/,
      ],
      ['an address as RP id', { rpId: { enabled: true, domain: { name: '192.0.2.1' } } }, /A domain/],
      ['an RP id without a name', { rpId: { enabled: true } }, /rpId\.domain/],
      ['pages that the RP id does not fit', { allowedOrigins: ['https://example.com'] }, /cofactor\.test is neither/],
      ['an origin with a path', { allowedOrigins: [`${BASE}/login`] }, /without a path/],
      ['an origin without TLS', { allowedOrigins: ['http://cofactor.test'] }, /http only for localhost/],
      ['any port of a host that is not localhost', { allowedOrigins: [BASE, 'https://cofactor.test:*'] }, /localhost/],
      ['any origin', { allowedOrigins: ['*'] }, /https:\/\/HOST/],
      ['no origin', { allowedOrigins: [] }, /allowedOrigins/],
      ['a group that is not there', { blockedAaguids: ['phones'] }, /phones: Neither an AAGUID/],
      ['a wish that does not exist', { userVerification: 'MAYBE' }, /settings\.userVerification/],
      ['a setting that does not exist', { constructor: 1 }, /settings\.constructor: There is no such field/],
      ['a sign-in page that there is not', { enableAutofillUI: true }, /enableAutofillUI/],
      ['models to be known that are not', { hardwareProtected: true }, /--fido-mds/],
      ['makers to vouch that nobody knows', { certBasedAttestationValidation: true }, /--fido-mds/],
    ];
    for (const [what, settings, cause] of refusals) {
      test(`${what} is refused, and nothing changes`, async () => {
        const before = await shown();
        const refused = await put(settings);
        assert.deepEqual([refused.status, refused.body.errorCode], [400, 'E0000001'], JSON.stringify(refused.body));
        assert.match(heard(refused).causes.join('\n'), cause);
        assert.deepEqual(await shown(), before);
      });
    }

    test('a page that says it is of a host with text that turns around is shown without it', async () => {
      const origin = 'https://a\u202e\u0000b.example';
      const refused = await calls.register(handmadeKey(), { origin });
      assert.match(heard(refused).causes.join(), /page of https:\/\/a\?\?b\.example,/);
    });

    test('a service without a domain enrolls nobody, and the cause says what to set', async () => {
      const fido = { ...w.services.policy.fido, relyingParty: () => relyingPartyOf('https://192.0.2.1') };
      Object.assign(w.services, { policy: { ...w.services.policy, fido } });
      const refused = heard(await calls.enroll());
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.match(refused.causes.join(), /COFACTOR_PUBLIC_URL/);
      const rpId = { enabled: true, domain: { name: 'mfa' } };
      await set({ rpId, allowedOrigins: ['https://mfa', 'http://app.localhost:3000'] });
      assert.deepEqual((await activation()).rp, { name: 'Cofactor', id: 'mfa' });
    });

    test('type and status may be sent as they are, and are changed elsewhere or not at all', async () => {
      assert.equal(
        (await org.replaceMethod('webauthn', 'webauthn', { type: 'webauthn', status: 'ACTIVE' })).status,
        200,
      );
      const status = await org.replaceMethod('webauthn', 'webauthn', { status: 'INACTIVE' });
      assert.match(heard(status).causes.join(), /\/methods\/webauthn\/lifecycle\/… changes it/);
      assert.equal((await org.replaceMethod('webauthn', 'webauthn', { type: 'push' })).status, 400);
    });

    test('methods without settings of their own take back what they show, and nothing else', async () => {
      const [totp] = (await org.methods('google_otp')).body;
      assert.equal((await org.replaceMethod('google_otp', 'otp', totp)).status, 200);
      const other = { ...totp, settings: { ...totp.settings, passCodeLength: 8 } };
      assert.equal((await org.replaceMethod('google_otp', 'otp', other)).status, 400);
      assert.equal((await org.replaceMethod('phone_number', 'sms', { type: 'sms' })).status, 200);
      assert.deepEqual(await orgEvents(w), []);
    });
  });
}
