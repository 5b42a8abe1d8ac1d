import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { algorithms } from '../../../src/dev/devices/virtual/keyPair.ts';
import { ENGINES } from '../../support/engines.ts';
import { handmadeKey } from '../../support/factors/securityKeys/handmadeKey.ts';
import { type KeyCalls, keyCalls } from '../../support/factors/securityKeys/keyCalls.ts';
import { BASE, type World, world } from '../../support/world.ts';

const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });

for (const engine of ENGINES) {
  describe(`webauthn: ${engine}`, () => {
    let w: World;
    let calls: KeyCalls;
    before(async () => {
      w = await world(engine);
    });
    beforeEach(async () => {
      calls = await keyCalls(w);
    });
    after(() => w.close());

    test('enrolling shows what the page needs to make a credential, and no profile (fact 29)', async () => {
      const { status, body } = await calls.enroll();
      const { id, login, firstName, lastName } = { ...calls.user.profile, id: calls.user.id };
      assert.equal(status, 200);
      const { challenge } = body._embedded.activation;
      const self = `${BASE}${calls.factors}/${body.id}`;
      assert.match(body.id, /^fwf[0-9A-Za-z]{17}$/);
      assert.match(challenge, /^[\w-]{43}$/);
      assert.deepEqual(body, {
        id: body.id,
        factorType: 'webauthn',
        provider: 'FIDO',
        vendorName: 'FIDO',
        status: 'PENDING_ACTIVATION',
        created: body.created,
        lastUpdated: body.lastUpdated,
        _links: {
          activate: link(`${self}/lifecycle/activate`, 'POST'),
          self: link(self, 'GET'),
          user: link(`${BASE}/api/v1/users/${id}`, 'GET'),
        },
        _embedded: {
          activation: {
            attestation: 'direct',
            authenticatorSelection: { userVerification: 'preferred', requireResidentKey: false },
            challenge,
            excludeCredentials: [],
            pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
            rp: { name: 'Cofactor', id: 'cofactor.test' },
            timeout: 300_000,
            user: { displayName: `${firstName} ${lastName}`, name: login, id },
          },
        },
      });
    });

    test('a body with an empty profile, as SDKs send it, enrolls too; one with something in it does not', async () => {
      const body = { factorType: 'webauthn', provider: 'FIDO' };
      assert.equal((await w.call('POST', calls.factors, { ...body, profile: {} })).status, 200);
      assert.equal((await w.call('POST', calls.factors, { ...body, appId: 'x' })).status, 400);
    });

    test('activating keeps the id and shows the credential (fact 30); a challenge shows both (fact 102)', async () => {
      const key = handmadeKey();
      const { id, body } = await calls.register(key).then(({ body }) => ({ id: body.id, body }));
      const profile = { credentialId: key.id, authenticatorName: 'Security Key or Biometric' };
      const self = `${BASE}${calls.factors}/${id}`;
      assert.deepEqual([body.status, body.profile, body._embedded], ['ACTIVE', profile, undefined]);
      assert.deepEqual(body._links, {
        self: link(self, 'GET', 'DELETE'),
        verify: link(`${self}/verify`, 'POST'),
        user: link(`${BASE}/api/v1/users/${calls.user.id}`, 'GET'),
      });
      const asked = await w.call('POST', `${calls.factors}/${id}/verify`);
      const { challenge } = asked.body._embedded.challenge;
      assert.deepEqual(asked.body, {
        factorResult: 'CHALLENGE',
        profile,
        _links: { verify: link(`${self}/verify`, 'POST'), factor: link(self, 'GET', 'DELETE') },
        _embedded: {
          challenge: {
            challenge,
            extensions: {},
            rpId: 'cofactor.test',
            timeout: 300_000,
            userVerification: 'preferred',
          },
        },
      });
      const verified = await calls.verify(id, key.sign(challenge));
      assert.deepEqual([verified.status, verified.body], [200, { factorResult: 'SUCCESS' }]);
    });

    for (const alg of Object.keys(algorithms) as (keyof typeof algorithms)[]) {
      for (const format of ['packed', 'none']) {
        test(`a key that signs with ${alg} and attests ${format} is registered and verified`, async () => {
          const { key, id } = await calls.active(handmadeKey(alg), { format });
          assert.equal((await calls.verify(id, key.sign(await calls.challenge(id)))).status, 200);
        });
      }
    }

    test('base64 and base64url, padded or not, in lines or not, are read alike', async () => {
      const forms = [
        (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\n').concat('\n'),
        (bytes: Buffer) => bytes.toString('base64'),
        (bytes: Buffer) => bytes.toString('base64').replaceAll('=', ''),
        (bytes: Buffer) => bytes.toString('base64url'),
        (bytes: Buffer) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
      ];
      for (const form of forms) {
        const written = (answer: object) =>
          Object.fromEntries(Object.entries(answer).map(([name, text]) => [name, form(Buffer.from(text, 'base64'))]));
        const pending = (await calls.enroll()).body;
        const key = handmadeKey();
        const registration = written(await key.register(pending._embedded.activation.challenge));
        assert.equal((await calls.activate(pending.id, registration)).status, 200);
        const assertion = written(key.sign(await calls.challenge(pending.id)));
        assert.equal((await calls.verify(pending.id, assertion)).status, 200);
      }
    });

    test('a user has several keys, each challenged by itself; a new one is told of those there are', async () => {
      const one = await calls.active();
      w.clock.advance({ seconds: 1 });
      const two = await calls.active();
      const [first, second] = [await calls.challenge(one.id), await calls.challenge(two.id)];
      assert.equal((await calls.verify(two.id, two.key.sign(second))).status, 200);
      assert.equal((await calls.verify(one.id, one.key.sign(first))).status, 200);
      const { excludeCredentials } = (await calls.enroll()).body._embedded.activation;
      assert.deepEqual(
        excludeCredentials,
        [one, two].map(({ key }) => ({ type: 'public-key', id: key.id })),
      );
    });

    test('an enrollment that was never finished makes room for the next, and its id says so', async () => {
      const [first, second] = [await calls.enroll(), await calls.enroll()];
      const gone = await calls.get(first.body.id);
      assert.equal(gone.status, 404);
      assert.match(JSON.stringify(gone.body), new RegExp(`replaced by a newer enrollment: ${second.body.id}`));
    });

    test('the passkeys of well-known keepers have their names', async () => {
      const said = { aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd', format: 'none', syncable: true };
      const { body } = await calls.register(handmadeKey(), said);
      assert.equal(body.profile.authenticatorName, 'iCloud Keychain');
    });

    test('a resend is no way to a new challenge: the cause says how to get one', async () => {
      const pending = (await calls.enroll()).body;
      const request = { factorType: 'webauthn', provider: 'FIDO' };
      const refused = await w.call('POST', `${calls.factors}/${pending.id}/resend`, request);
      assert.deepEqual([refused.status, refused.body.errorCode], [404, 'E0000007']);
    });
  });
}
