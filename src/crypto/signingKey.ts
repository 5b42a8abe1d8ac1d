import { generateKeyPair, randomUUID } from 'node:crypto';

type PrivateJwk = Readonly<Record<string, unknown>> & { readonly kid: string };

/** A new RSA key of 2,048 bits for signing with RS256, as a private JWK (RFC 7517); made on a thread of libuv's. */
export const newSigningKey = (): Promise<PrivateJwk> =>
  new Promise((resolve, reject) => {
    generateKeyPair('rsa', { modulusLength: 2_048 }, (error, _publicKey, privateKey) => {
      if (error) return reject(error);
      resolve({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID().replaceAll('-', '') });
    });
  });
