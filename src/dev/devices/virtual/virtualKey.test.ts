import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { decodeCBOR } from '@levischuck/tiny-cbor';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { createVirtualKey, type KeyTraits } from './virtualKey.ts';

// The judge is a library that knows nothing of us.
const rpId = 'example.com';
const origin = 'https://login.example.com';
const place = { origin, rpId };
const challenge = Buffer.from('a challenge of some length').toString('base64url');
const key = (traits: Partial<KeyTraits> = {}) => createVirtualKey({ random: randomBytes, ...traits });
const every = { pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })), challenge };
const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId };

async function register(traits: Partial<KeyTraits> = {}) {
  const virtual = key(traits);
  const { credential } = virtual.create(every, place);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...expected,
    response: credential,
    supportedAlgorithmIDs: [-7, -8, -257],
  });
  assert.ok(verified);
  return { virtual, info: registrationInfo, known: registrationInfo.credential };
}

for (const alg of ['ES256', 'EdDSA', 'RS256'] as const) {
  test(`${alg}: a registration and a sign-in that a library for relying parties accepts`, async () => {
    const { virtual, info, known } = await register({ alg });
    assert.deepEqual([info.fmt, info.userVerified, known.counter], ['packed', true, 1]);
    const { credential } = virtual.get({ challenge, allowCredentials: [known] }, place);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...expected,
      response: credential,
      credential: known,
    });
    assert.deepEqual([verified, authenticationInfo.newCounter], [true, 2]);
  });
}

test('the body for the API of Okta is the same in plain base64', () => {
  const virtual = key();
  const { answer, credential } = virtual.create(every, place);
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  assert.deepEqual(Buffer.from(answer.attestation, 'base64'), bytes(credential.response.attestationObject));
  assert.deepEqual(Buffer.from(answer.clientData, 'base64'), bytes(credential.response.clientDataJSON));
  assert.match(answer.attestation, /^[\w+/]+=*$/);
  const asserted = virtual.get({ challenge }, place);
  assert.deepEqual(Buffer.from(asserted.answer.signatureData, 'base64'), bytes(asserted.credential.response.signature));
});

test('attestation none says nothing of the key; a synced one is backed up and does not count', async () => {
  const none = await register({ attestation: 'none' });
  assert.equal(none.info.fmt, 'none');
  const { response } = key().create({ ...every, attestation: 'none' }, place).credential;
  const attestation = decodeCBOR(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')));
  assert.equal((attestation as Map<string, unknown>).get('fmt'), 'none');
  const synced = await register({ synced: true });
  assert.deepEqual(
    [synced.info.credentialDeviceType, synced.info.credentialBackedUp, synced.known.counter],
    ['multiDevice', true, 0],
  );
  synced.virtual.get({ challenge }, place);
  assert.equal(synced.virtual.credentials()[0]?.counter, 0);
});

test('it refuses what a browser would, by the same names', () => {
  const virtual = key({ alg: 'ES256', userVerification: false });
  const refused = (name: string, act: () => unknown) => assert.throws(act, { name });
  const { credential } = virtual.create(every, place);
  refused('InvalidStateError', () => virtual.create({ ...every, excludeCredentials: [credential] }, place));
  refused('NotSupportedError', () => virtual.create({ challenge, pubKeyCredParams: [-257] }, place));
  const authenticatorSelection = { userVerification: 'required' };
  refused('NotAllowedError', () => virtual.create({ ...every, authenticatorSelection }, place));
  refused('NotAllowedError', () => virtual.get({ challenge, allowCredentials: [{ id: 'b3RoZXI' }] }, place));
  refused('NotAllowedError', () => virtual.get({ challenge, rpId: 'other.example' }, { origin }));
  assert.equal(virtual.credentials().length, 1);
});

test("a cloned key's counter falls behind, and a relying party sees it", async () => {
  const { virtual, known } = await register();
  const stolen = virtual.clone();
  virtual.get({ challenge }, place);
  const { credential } = virtual.get({ challenge }, place);
  const judge = (response: typeof credential, counter: number) =>
    verifyAuthenticationResponse({
      ...expected,
      response,
      credential: { ...known, counter },
    });
  const { authenticationInfo } = await judge(credential, 1);
  assert.equal(authenticationInfo.newCounter, 3);
  await assert.rejects(judge(stolen.get({ challenge }, place).credential, 3), /counter/);
});

test('it says whatever origin it is told to, and a relying party refuses it', async () => {
  const { virtual, known } = await register();
  const { credential } = virtual.get({ challenge }, { origin: 'https://evil.example' });
  const judged = verifyAuthenticationResponse({ ...expected, response: credential, credential: known });
  await assert.rejects(judged, /origin/);
});
