import { textToBase64Url, toBase64Url } from './base64url.ts';

/** The claims of a device's statement, besides its time and audience. */
export interface Claims {
  /** The name of the operation, so that a statement made for one is good for no other. */
  readonly op: string;
  readonly [name: string]: unknown;
}

/** The key, audience and time of a statement. */
export interface Signing {
  readonly key: CryptoKey;
  /** The signer: the id of a key the service knows, or the key itself while it does not. */
  readonly by: { readonly kid: string } | { readonly jwk: Readonly<Record<string, string>> };
  /** The public URL of the service: a statement for one is worth nothing at another. */
  readonly aud: string;
  /** Milliseconds, by the clock of the service. */
  readonly now: number;
}

/** A statement of this device: a compact JWS (RFC 7515) with ES256, good for one call and about two minutes. */
export async function sign({ key, by, aud, now }: Signing, claims: Claims): Promise<string> {
  const header = { alg: 'ES256', typ: 'cofactor-device+jwt', ...by };
  const jti = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const payload = { aud, iat: Math.floor(now / 1000), jti, ...claims };
  const text = `${textToBase64Url(JSON.stringify(header))}.${textToBase64Url(JSON.stringify(payload))}`;
  // WebCrypto writes r and s one after the other, which is the form RFC 7518 section 3.4 asks for.
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(text));
  return `${text}.${toBase64Url(new Uint8Array(signature))}`;
}
