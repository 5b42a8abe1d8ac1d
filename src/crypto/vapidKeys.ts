import { generateKeyPairSync } from 'node:crypto';

/** By what push services know who sends (RFC 8292): a P-256 pair, in the forms browsers and libraries take. */
export interface VapidKeys {
  /** The point, uncompressed, in base64url: what browsers subscribe with. */
  readonly publicKey: string;
  /** The scalar in base64url. */
  readonly privateKey: string;
}

/** A new pair. Whoever subscribed with another can no longer be reached, so it is made once. */
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
