import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCofactor } from '../../src/testing/index.ts';
import { createClient } from '../src/createClient.ts';
import { verify } from '../src/flows/verify.ts';
import { creationOptions, requestOptions, toActivation, toAnswer } from '../src/webauthn.ts';

test('a security key enrolls and signs in with the JSON of its credentials: the bodies are those Okta wants', async (t) => {
  const cofactor = await startCofactor({ users: ['ada@example.com'], port: false });
  t.after(() => cofactor.close());
  const client = createClient(cofactor);
  const userId = cofactor.users[0]?.id ?? '';
  const key = await cofactor.devices.webauthn();

  const pending = await client.enrollFactor({ userId, body: { factorType: 'webauthn' } });
  const created = key.create(pending);
  const body = toActivation(created.credential);
  assert.deepEqual(body, created.answer);
  const factor = await client.activateFactor({ userId, factorId: pending.id, body });
  assert.equal(factor.status, 'ACTIVE');

  const signed = key.get(await client.verifyFactor({ userId, factorId: factor.id }));
  assert.deepEqual(toAnswer(signed.credential), signed.answer);
  assert.deepEqual(await verify(client, userId, factor.id, toAnswer(signed.credential)), { outcome: 'verified' });
});

test('what is not of a security key is refused in words, not with undefined in a body', () => {
  const refused = { name: 'CofactorError', message: /^There is no (activation|challenge|response) of a security key/ };
  assert.throws(() => toActivation(null), refused);
  assert.throws(() => toAnswer({ response: { clientDataJSON: 'e30' } }), refused);
  assert.throws(() => creationOptions({}), refused);
  assert.throws(() => requestOptions({ factorResult: 'SUCCESS' }), refused);
  assert.throws(() => requestOptions({ factorResult: 'CHALLENGE', _embedded: { challenge: { nonce: 'n' } } }), refused);
});
