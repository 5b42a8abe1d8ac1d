import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Cofactor, startCofactor } from '../../src/testing/index.ts';

const challenge = 'cdsZ1V10E0BGE4GcG3IK';

describe('devices of startCofactor', () => {
  let c: Cofactor;
  before(async () => {
    c = await startCofactor({ users: ['ada@example.com'], port: false });
  });
  beforeEach(() => c.reset());
  after(() => c.close());

  const ask = async (path: string, body: object) => {
    const headers = { authorization: `SSWS ${c.token}`, 'content-type': 'application/json' };
    const reply = await c.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await reply.json()) as { id: string; factorResult?: string };
  };

  test('a YubiKey of the pool enrolls and verifies', async () => {
    const key = await c.devices.yubikey({ upload: true });
    const factors = `/api/v1/users/${c.users[0]?.id}/factors`;
    const factor = { factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode: key.press() } };
    const { id } = await ask(factors, factor);
    const { factorResult } = await ask(`${factors}/${id}/verify`, { passCode: key.press() });
    assert.equal(factorResult, 'SUCCESS');
  });

  test('a WebAuthn key takes what the API says, and throws what a browser would', async () => {
    const key = await c.devices.webauthn({ alg: 'ES256' });
    const activation = { challenge, rp: { id: 'example.com' }, pubKeyCredParams: [{ alg: -7 }], user: { id: '00u1' } };
    const { answer, credential } = key.create({ _embedded: { activation } });
    const clientData = JSON.parse(Buffer.from(answer.clientData, 'base64').toString());
    assert.deepEqual([clientData.challenge, clientData.origin], [challenge, 'https://example.com']);
    const verify = { profile: { credentialId: credential.id }, _embedded: { challenge: { challenge } } };
    assert.equal(key.clone().get(verify).credential.id, credential.id);
    assert.throws(() => key.create({ ...activation, excludeCredentials: [credential] }), { name: 'InvalidStateError' });
    assert.equal((await c.devices.u2f()).keys().length, 0);
  });

  test('devices are of one service, listed there, and gone after a reset', async () => {
    await using other = await startCofactor({ port: false });
    await c.devices.webauthn();
    const listed = async (of: Cofactor) => ((await (await of.fetch('/dev/devices')).json()) as unknown[]).length;
    assert.deepEqual([await listed(c), await listed(other)], [1, 0]);
    await c.reset();
    assert.equal(await listed(c), 0);
  });

  test('what is wrong with a wish is said in words', async () => {
    await assert.rejects(c.devices.phone({ link: 'https://example.com' }), /^Error: link: Send an activation link, or/);
    await assert.rejects(c.devices.phone({ userId: 'nobody', factorId: 'none' }), /GET .* was answered 404 E0000007/);
  });
});
