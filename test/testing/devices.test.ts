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
    return (await reply.json()) as {
      id: string;
      factorResult?: string;
      _links: { poll: { href: string } };
    };
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

  test('a phone approves, then refuses; what it was asked can be looked at', async () => {
    const userId = c.users[0]?.id ?? '';
    const factors = `/api/v1/users/${userId}/factors`;
    const { id: factorId } = await ask(factors, { factorType: 'push', provider: 'OKTA' });
    const phone = await c.devices.phone({ userId, factorId });
    assert.equal(phone.account.login, 'ada@example.com');
    const verify = async () => (await ask(`${factors}/${factorId}/verify`, {}))._links.poll.href;
    const outcome = async (poll: string) => {
      const reply = await c.fetch(`${poll}?wait=10`, { headers: { authorization: `SSWS ${c.token}` } });
      return ((await reply.json()) as { factorResult: string }).factorResult;
    };
    assert.equal(await outcome(await verify()), 'SUCCESS');
    phone.behave({ behaviour: 'not-me' });
    c.clock.advance({ days: 1 });
    assert.equal(await outcome(await verify()), 'REJECTED');
    assert.deepEqual(
      phone.asked().map(({ answer }) => answer?.decision),
      ['APPROVE', 'NOT_ME'],
    );

    phone.behave({ behaviour: 'silent' });
    c.clock.advance({ hours: 1 });
    const poll = await verify();
    assert.equal((await phone.waiting()).length, 1);
    assert.equal((await phone.answer({ decision: 'APPROVE' })).answer?.result, 'SUCCESS');
    assert.equal(await outcome(poll), 'SUCCESS');
    await phone.replaceKey();
    assert.match(phone.passCode(), /^\d{6}$/);
    await phone.remove();
    await assert.rejects(phone.waiting(), /was answered 401/);
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
