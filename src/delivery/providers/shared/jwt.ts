import { sign } from 'node:crypto';
import { parsed } from './exchange.ts';
import { hmac, same } from './webhooks.ts';

/** Seconds by which a vendor's clock may be off. */
const LEEWAY_SECONDS = 5;

/** A JWT signed with RS256 (RFC 7518 section 3.3); throws when the key is not a private key in PEM. */
export function signRs256(claims: Readonly<Record<string, unknown>>, privateKey: string): string {
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

const algorithms = { HS256: 'sha256', HS512: 'sha512' } as const;

/**
 * The claims of a JWT signed with a shared secret; undefined when the signature is wrong or its time is not now. The
 * algorithm is taken from a list: `none`, and keys of another kind, are the classic forgeries (RFC 8725 section 3.1).
 */
export function verifyHs(
  token: string,
  secret: string,
  now: Temporal.Instant,
): Readonly<Record<string, unknown>> | undefined {
  const [head = '', body = '', signature, ...rest] = token.split('.');
  const alg = decoded(head)?.alg;
  if (rest.length > 0 || (alg !== 'HS256' && alg !== 'HS512')) return undefined;
  if (!same(signature, hmac(algorithms[alg], secret, `${head}.${body}`, 'base64url'))) return undefined;
  const claims = decoded(body);
  const seconds = now.epochMilliseconds / 1000;
  const { exp, nbf } = claims ?? {};
  if (exp !== undefined && !(typeof exp === 'number' && seconds < exp + LEEWAY_SECONDS)) return undefined;
  if (nbf !== undefined && !(typeof nbf === 'number' && seconds > nbf - LEEWAY_SECONDS)) return undefined;
  return claims;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decoded(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parsed(Buffer.from(text, 'base64url').toString());
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
