import { generateKeyPairSync } from 'node:crypto';

/** The P-256 key pair by which push services recognize the sender (RFC 8292), in the forms that browsers and libraries take. */
export interface VapidKeys {
  /** The uncompressed point in base64url; browsers subscribe with it. */
  readonly publicKey: string;
  /** The scalar in base64url. */
  readonly privateKey: string;
}

/** A new pair. Browsers that subscribed with another can no longer be reached, so it is made once. */
export function newVapidKeys(): VapidKeys {
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: point.toString('base64url'), privateKey: d };
}
