import { fromBase32 } from '../../../src/domain/hardwareTokens/base32.ts';

/** The parameters of TOTP codes, as the service gives them when a device joins. */
export interface TotpRule {
  readonly timeStep: number;
  readonly digits: number;
}

/** A stored TOTP secret: a key that makes codes and cannot be read again. */
export interface Totp extends TotpRule {
  readonly key: CryptoKey;
}

/** Takes a secret in; nothing keeps its text. `algorithm` is `HmacSHA1` or the like. */
export async function importTotp(secret: string, algorithm: string, rule: TotpRule): Promise<Totp> {
  const hash = `SHA-${/(?:1|256|512)$/.exec(algorithm)?.[0] ?? '1'}`;
  const bytes = fromBase32(secret);
  if (bytes === undefined) throw new Error('not base32');
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign']);
  return { key, timeStep: rule.timeStep, digits: rule.digits };
}

/** The code of an instant (RFC 6238 section 4, RFC 4226 section 5.3). */
export async function codeAt({ key, timeStep, digits }: Totp, milliseconds: number): Promise<string> {
  const moving = new DataView(new ArrayBuffer(8));
  moving.setBigUint64(0, BigInt(Math.floor(milliseconds / 1000 / timeStep)));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, moving.buffer));
  const truncated = mac.getUint32(mac.getUint8(mac.byteLength - 1) & 0xf) & 0x7fffffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
}

/** Milliseconds for which the code of an instant is still shown. */
export function remainingAt({ timeStep }: TotpRule, milliseconds: number): number {
  const length = timeStep * 1000;
  return length - (milliseconds % length);
}
