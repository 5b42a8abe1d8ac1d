import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Running, start } from '../support/command.ts';

const challenge = 'cdsZ1V10E0BGE4GcG3IK';
/** An enroll reply as fact 29 has it. */
const pending = {
  id: 'fwf1',
  _embedded: {
    activation: {
      attestation: 'direct',
      authenticatorSelection: { userVerification: 'preferred', requireResidentKey: false },
      challenge,
      excludeCredentials: [],
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -257 },
      ],
      rp: { name: 'Cofactor' },
      user: { id: '00u1', name: 'ada', displayName: 'Ada' },
    },
  },
};
const decoded = (text: string) => JSON.parse(Buffer.from(text, 'base64').toString());

describe('virtual devices', () => {
  let service: Running;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
  });
  beforeEach(() => service.call('POST', '/dev/reset'));
  after(() => service.stop());

  const created = async (wish: object) => {
    const { status, body } = await service.call('POST', '/dev/devices', wish);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  const act = (id: string, action: string, body: object = {}) =>
    service.call('POST', `/dev/devices/${id}/${action}`, body);
  const causeOf = ({ status, body }: Awaited<ReturnType<typeof act>>) => [
    status,
    body.errorCauses?.at(-1)?.errorSummary,
  ];

  test("a YubiKey that is in the organization's pool activates a factor and verifies it", async () => {
    const login = 'ada@example.com';
    const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
    const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
    const key = await created({ type: 'yubikey', upload: true });
    assert.match(key.serial, /^\d{12}$/);
    const pressed = async () => (await act(key.id, 'press')).body;

    const factor = { factorType: 'token:hardware', provider: 'YUBICO', verify: await pressed() };
    const enrolled = await service.call('POST', `/api/v1/users/${id}/factors`, factor);
    assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
    assert.equal(enrolled.body.profile.credentialId, key.serial);
    await act(key.id, 'plug');
    const verified = await service.call(
      'POST',
      `/api/v1/users/${id}/factors/${enrolled.body.id}/verify`,
      await pressed(),
    );
    assert.equal(verified.body.factorResult, 'SUCCESS');
  });

  test('a YubiKey that is not in the pool shows what an administrator uploads', async () => {
    const { id: _, type, serial: __, ...seed } = await created({ type: 'yubikey' });
    assert.equal(type, 'yubikey');
    const { status } = await service.call('POST', '/api/v1/org/factors/yubikey_token/tokens', seed);
    assert.equal(status, 200);
  });

  test('a WebAuthn key activates a factor and verifies it; the wrong page and a clone are refused', async () => {
    const login = 'ada@example.com';
    const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body.id;
    const factors = `/api/v1/users/${user}/factors`;
    const key = await created({ type: 'webauthn' });
    const answer = async (id: string, action: string, options: object, more: object = {}) =>
      (await act(id, action, { options, ...more })).body.answer;

    const request = { factorType: 'webauthn', provider: 'FIDO' };
    const pending = (await service.call('POST', factors, request)).body;
    const activate = `${factors}/${pending.id}/lifecycle/activate`;
    const evil = await answer(key.id, 'create', pending, { origin: 'https://evil.example' });
    assert.equal((await service.call('POST', activate, evil)).status, 403);
    const active = await service.call('POST', activate, await answer(key.id, 'create', pending));
    assert.equal(active.body.status, 'ACTIVE', JSON.stringify(active.body));

    const verify = async (id: string, more: object = {}) => {
      const challenge = (await service.call('POST', `${factors}/${pending.id}/verify`)).body;
      const { status, body } = await service.call(
        'POST',
        `${factors}/${pending.id}/verify`,
        await answer(id, 'get', challenge, more),
      );
      const causes: readonly string[] =
        body.errorCauses?.map((cause: { errorSummary: string }) => cause.errorSummary) ?? [];
      return body.factorResult ?? `${status} ${causes.find((cause) => cause.startsWith('The key'))}`;
    };
    const clone = (await act(key.id, 'clone')).body;
    assert.equal(await verify(key.id), 'SUCCESS');
    assert.match(await verify(clone.id), /^403 The key counts fewer uses/);
    assert.match(await verify(key.id, { origin: 'https://evil.example' }), /^403 The key was used on a page/);
    assert.equal(await verify(key.id), 'SUCCESS');
    const again = (await service.call('POST', factors, request)).body;
    assert.match(String(causeOf(await act(key.id, 'create', { options: again }))[1]), /^InvalidStateError/);
  });

  test('a WebAuthn key answers what enroll and verify say, in the form that they take', async () => {
    const key = await created({ type: 'webauthn', alg: 'RS256', userVerification: false });
    const { status, body } = await act(key.id, 'create', { options: pending });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(Object.keys(body.answer), ['attestation', 'clientData']);
    assert.deepEqual(decoded(body.answer.clientData), {
      type: 'webauthn.create',
      challenge,
      origin: 'http://localhost',
      crossOrigin: false,
    });
    const credentialId = body.credential.id;
    const [held] = (await service.call('GET', `/dev/devices/${key.id}`)).body.credentials;
    assert.deepEqual(held, { id: credentialId, rpId: 'localhost', alg: 'RS256', counter: 1 });

    const options = { profile: { credentialId }, _embedded: { challenge: { challenge: 'AAAA', extensions: {} } } };
    const asserted = (await act(key.id, 'get', { options })).body;
    assert.deepEqual(Object.keys(asserted.answer), ['clientData', 'authenticatorData', 'signatureData']);
    assert.equal(decoded(asserted.answer.clientData).challenge, 'AAAA');
    const elsewhere = { challenge: 'AAAA', credentialId, origin: 'https://evil.example', rpId: 'evil.example' };
    assert.equal(decoded((await act(key.id, 'get', elsewhere)).body.answer.clientData).origin, 'https://evil.example');
  });

  test('a key refuses what a browser would, by the same name', async () => {
    const key = await created({ type: 'webauthn' });
    const { credential } = (await act(key.id, 'create', { options: pending._embedded.activation })).body;
    const again = { ...pending._embedded.activation, excludeCredentials: [{ type: 'public-key', id: credential.id }] };
    assert.deepEqual(causeOf(await act(key.id, 'create', { options: again })), [
      400,
      'InvalidStateError: This key holds one of excludeCredentials already.',
    ]);
    assert.deepEqual(causeOf(await act(key.id, 'get', { challenge, credentialId: 'b3RoZXI' })), [
      400,
      'NotAllowedError: This key holds none of the credentials asked for.',
    ]);
    assert.deepEqual(causeOf(await act(key.id, 'get')), [400, 'the body: must have required properties challenge']);
  });

  test("a cloned key has the same credentials, and a counter that stays behind the original's", async () => {
    const key = await created({ type: 'webauthn' });
    await act(key.id, 'create', { options: pending });
    const clone = await act(key.id, 'clone');
    assert.notEqual(clone.body.id, key.id);
    await act(key.id, 'get', { challenge });
    const list = (await service.call('GET', '/dev/devices')).body;
    assert.deepEqual(
      list.map(({ credentials: [{ counter }] }: { credentials: [{ counter: number }] }) => counter),
      [2, 1],
    );
  });

  test('a U2F key registers and signs what enroll and verify say', async () => {
    const key = await created({ type: 'u2f' });
    const appId = 'https://login.example.com';
    const options = { _embedded: { activation: { version: 'U2F_V2', nonce: 'a-nonce', timeoutSeconds: 20 } } };
    const { answer } = (await act(key.id, 'register', { options, appId })).body;
    assert.deepEqual(Object.keys(answer), ['registrationData', 'clientData']);
    const [{ keyHandle }] = (await service.call('GET', `/dev/devices/${key.id}`)).body.keys;
    const verify = { profile: { credentialId: keyHandle, appId }, _embedded: { challenge: { nonce: 'another' } } };
    const signed = (await act(key.id, 'sign', { options: verify })).body.answer;
    assert.deepEqual([decoded(signed.clientData).challenge, decoded(signed.clientData).origin], ['another', appId]);
    assert.equal((await act(key.id, 'sign', { options: verify, appId: 'https://evil.example' })).status, 400);
  });

  test('a U2F key activates a factor and verifies it; a clone that stayed behind is refused', async () => {
    const login = 'ada@example.com';
    const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body.id;
    const factors = `/api/v1/users/${user}/factors`;
    const key = await created({ type: 'u2f' });
    const appId = 'http://localhost';
    const pending = (await service.call('POST', factors, { factorType: 'u2f', provider: 'FIDO' })).body;
    const registered = (await act(key.id, 'register', { options: pending, appId })).body.answer;
    const active = await service.call('POST', `${factors}/${pending.id}/lifecycle/activate`, registered);
    assert.equal(active.body.status, 'ACTIVE', JSON.stringify(active.body));

    const verify = `${factors}/${pending.id}/verify`;
    const signed = async (id: string) => {
      const options = (await service.call('POST', verify)).body;
      return service.call('POST', verify, (await act(id, 'sign', { options, appId })).body.answer);
    };
    const clone = (await act(key.id, 'clone')).body;
    assert.equal((await signed(key.id)).body.factorResult, 'SUCCESS');
    assert.equal((await signed(key.id)).body.factorResult, 'SUCCESS');
    assert.equal((await signed(clone.id)).status, 403);
  });

  test('what cannot be made or done is said', async () => {
    const key = await created({ type: 'yubikey' });
    assert.equal((await service.call('POST', '/dev/devices', { type: 'toaster' })).status, 400);
    assert.equal((await service.call('POST', '/dev/devices')).status, 400);
    assert.equal((await service.call('POST', '/dev/devices', { type: 'webauthn', alg: 'HS256' })).status, 400);
    assert.deepEqual(causeOf(await act(key.id, 'toString')), [404, 'A yubikey can: press, plug.']);
    assert.equal((await service.call('PATCH', `/dev/devices/${key.id}`, {})).status, 400);
    assert.equal((await act('vir0', 'press')).status, 404);
    const [webauthn, u2f] = [await created({ type: 'webauthn' }), await created({ type: 'u2f' })];
    for (const options of [null, 'options', { _embedded: null }, { publicKey: 5 }]) {
      for (const action of ['create', 'get']) assert.equal((await act(webauthn.id, action, { options })).status, 400);
      for (const action of ['register', 'sign']) assert.equal((await act(u2f.id, action, { options })).status, 400);
    }
    // No page is at these addresses; what the key makes of them is the back-end's to refuse.
    assert.equal((await act(webauthn.id, 'create', { challenge, origin: 'http:' })).status, 200);
    assert.equal((await act(u2f.id, 'register', { challenge, appId: 'http://[' })).status, 200);
  });

  test('devices can be thrown away one by one, and a reset forgets all', async () => {
    const [one, other] = [await created({ type: 'yubikey' }), await created({ type: 'webauthn' })];
    assert.equal((await service.call('DELETE', `/dev/devices/${one.id}`)).status, 204);
    assert.equal((await service.call('GET', `/dev/devices/${one.id}`)).status, 404);
    assert.equal((await service.call('GET', `/dev/devices/${other.id}`)).status, 200);
    await service.call('POST', '/dev/reset');
    assert.deepEqual((await service.call('GET', '/dev/devices')).body, []);
  });

  test("another web page in the developer's browser, and a name rebound to this address, cannot make devices do things", async () => {
    const key = await created({ type: 'yubikey' });
    const { hostname, port } = new URL(service.url);
    for (const [method, path] of [
      ['GET', '/dev/devices'],
      ['POST', '/dev/devices'],
      ['POST', `/dev/devices/${key.id}/press`],
      ['DELETE', `/dev/devices/${key.id}`],
    ] as const) {
      for (const [headers, refusal] of [
        [{ origin: 'https://evil.example' }, 404],
        [{ host: 'evil.example' }, 421],
      ] as const) {
        const status = await new Promise((resolve, reject) => {
          request({ hostname, port, method, path, headers }, ({ statusCode }) => resolve(statusCode))
            .on('error', reject)
            .end();
        });
        assert.equal(status, refusal, `${method} ${path} ${JSON.stringify(headers)}`);
      }
    }
    assert.equal((await service.call('GET', `/dev/devices/${key.id}`)).status, 200);
  });
});
