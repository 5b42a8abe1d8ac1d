import assert from 'node:assert/strict';
import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { createAttestation } from './attestation.ts';
import { createVirtualU2f } from './virtualU2f.ts';

const appId = 'https://login.example.com/app-id.json';
const bytes = (text: string) => Buffer.from(text, 'base64url');
const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

/** Reads a registration as FIDO U2F 1.2, Raw Message Formats, section 4.3 has it. */
function opened({ registrationData, clientData }: { registrationData: string; clientData: string }) {
  const raw = bytes(registrationData);
  const handleEnd = 67 + raw.readUInt8(66);
  const length = 4 + raw.readUInt16BE(handleEnd + 2);
  const certificate = new X509Certificate(raw.subarray(handleEnd, handleEnd + length));
  const [point, handle] = [raw.subarray(1, 66), raw.subarray(67, handleEnd)];
  const message = Buffer.concat([Buffer.of(0), digest(appId), digest(bytes(clientData)), handle, point]);
  return {
    reserved: raw.readUInt8(0),
    handle: handle.toString('base64url'),
    attested: verify('sha256', message, certificate.publicKey, raw.subarray(handleEnd + length)),
    selfSigned: certificate.verify(certificate.publicKey),
    publicKey: createPublicKey({
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
      format: 'jwk',
    }),
  };
}

test('a registration is attested, and signatures are of the key that was registered', async () => {
  const key = createVirtualU2f({ random: randomBytes, attestation: await createAttestation() });
  const registered = opened(key.register({ challenge: 'a-nonce', appId }));
  assert.deepEqual([registered.reserved, registered.attested, registered.selfSigned], [5, true, true]);
  assert.deepEqual(key.keys(), [{ keyHandle: registered.handle, appId, counter: 0 }]);

  const origin = 'https://other.example';
  const { clientData, signatureData } = key.sign({ challenge: 'another', appId, keyHandle: registered.handle, origin });
  assert.deepEqual(JSON.parse(bytes(clientData).toString()), {
    typ: 'navigator.id.getAssertion',
    challenge: 'another',
    origin,
    cid_pubkey: 'unused',
  });
  const signed = bytes(signatureData);
  assert.deepEqual([signed.readUInt8(0), signed.readUInt32BE(1)], [1, 1]);
  const message = Buffer.concat([digest(appId), signed.subarray(0, 5), digest(bytes(clientData))]);
  assert.ok(verify('sha256', message, registered.publicKey, signed.subarray(5)));
});

test("a clone's counter falls behind; another site's key is not found", async () => {
  const key = createVirtualU2f({ random: randomBytes, attestation: await createAttestation() });
  key.register({ challenge: 'a-nonce', appId });
  const stolen = key.clone();
  key.sign({ challenge: 'one', appId });
  assert.deepEqual([key.keys()[0]?.counter, stolen.keys()[0]?.counter], [1, 0]);
  assert.throws(() => key.sign({ challenge: 'two', appId: 'https://evil.example' }), { name: 'NotAllowedError' });
});
