import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { newDeviceKey, publicJwk } from './keys.ts';
import { sign } from './statement.ts';

const NOW = 1_800_000_000_999;

test('a statement is a JWS that jose verifies with the public key, and with no other', async () => {
  const pair = await newDeviceKey();
  const jwk = await publicJwk(pair);
  const signing = { key: pair.privateKey, by: { kid: '00u.opf.dev' }, aud: 'https://mfa.example.com', now: NOW };
  const statement = await sign(signing, { op: 'answer', decision: 'APPROVE' });
  const { payload } = await compactVerify(statement, await importJWK(jwk, 'ES256'), { algorithms: ['ES256'] });
  const { jti, ...claims } = JSON.parse(new TextDecoder().decode(payload));
  assert.deepEqual(claims, { aud: signing.aud, iat: 1_800_000_000, op: 'answer', decision: 'APPROVE' });
  assert.match(jti, /^[\w-]{22}$/);
  assert.deepEqual(decodeProtectedHeader(statement), { alg: 'ES256', typ: 'cofactor-device+jwt', kid: '00u.opf.dev' });

  const other = await importJWK(await publicJwk(await newDeviceKey()), 'ES256');
  await assert.rejects(compactVerify(statement, other), /verification failed/);
});

test('who has the device and its browser profile cannot take the key away', async () => {
  const { privateKey } = await newDeviceKey();
  assert.equal(privateKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('jwk', privateKey), /not extractable/);
});
