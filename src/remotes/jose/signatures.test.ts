import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { base64url, CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { signingAlgorithms } from '../../domain/oauth/algorithms.ts';
import type { PublicKey } from '../../domain/oauth/publicKey.ts';
import { jose } from './jose.ts';

const sign = (alg: string, key: CryptoKey, header: object = {}) =>
  new CompactSign(new TextEncoder().encode('{"iss":"somebody"}')).setProtectedHeader({ alg, ...header }).sign(key);
const holds = (text: string, key: PublicKey): boolean => {
  const jws = jose.read(text);
  assert.ok(jws);
  return jose.verify(jws, key);
};

for (const alg of signingAlgorithms) {
  describe(`signatures of ${alg}, made by the library jose`, async () => {
    const make = async () => {
      const { privateKey, publicKey } = await generateKeyPair(alg);
      return { privateKey, jwk: (await exportJWK(publicKey)) as PublicKey };
    };
    const [own, other] = [await make(), await make()];

    test('hold by their own key, and by no other', async () => {
      const text = await sign(alg, own.privateKey);
      assert.equal(holds(text, own.jwk), true);
      assert.equal(holds(text, { ...own.jwk, kid: 'a name', alg }), true);
      assert.equal(holds(text, other.jwk), false);
    });

    test('do not hold for anything else than what was signed, nor cut off, lengthened or empty', async () => {
      const [header = '', claims = '', signature = ''] = (await sign(alg, own.privateKey)).split('.');
      const bytes = Buffer.from(signature, 'base64url');
      const zeros = Buffer.alloc(bytes.length).toString('base64url');
      const cut = bytes.subarray(0, -1).toString('base64url');
      const longer = Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url');
      const flipped = Buffer.from(bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte))).toString('base64url');
      for (const wrong of [zeros, cut, longer, flipped, 'AA']) {
        assert.equal(holds(`${header}.${claims}.${wrong}`, own.jwk), false, wrong);
      }
      assert.equal(holds(`${header}.${base64url.encode('{"iss":"another"}')}.${signature}`, own.jwk), false);
      assert.equal(jose.read(`${header}.${claims}.`), undefined);
    });

    test('their key has the thumbprint that the library gives it', async () => {
      assert.equal(jose.thumbprint(own.jwk), await calculateJwkThumbprint({ ...own.jwk }, 'sha256'));
      assert.equal(jose.thumbprint({ ...own.jwk, kid: 'a name', alg }), jose.thumbprint(own.jwk));
    });
  });
}

test('attack: a point that is not on its curve is no key', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = (await exportJWK(publicKey)) as PublicKey;
  assert.equal(holds(await sign('ES256', privateKey), { ...jwk, y: jwk.x as string }), false);
});
