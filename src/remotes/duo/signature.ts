import { createHash, createHmac } from 'node:crypto';
import type { DuoKeys } from '../../domain/factors/duo.ts';

/** One request to the Auth API, as its signature sees it. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Parameters of the query. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: string;
  /** The header `Date` (RFC 9110 section 5.6.7). */
  readonly date: string;
}

/** The header `Authorization` of a request: HMAC-SHA512 over all of it, in version 5 of Duo's form. */
export function authorization({ origin, integrationKey, secretKey }: DuoKeys, request: SignedRequest): string {
  const { method, path, params, body, date } = request;
  // No further headers are signed: the digest is that of nothing.
  const lines = [date, method, new URL(origin).host, path, canonicalParams(params), sha512(body), sha512('')];
  const signature = createHmac('sha512', secretKey).update(lines.join('\n')).digest('hex');
  return `Basic ${Buffer.from(`${integrationKey}:${signature}`).toString('base64')}`;
}

const sha512 = (text: string): string => createHash('sha512').update(text).digest('hex');

/** Parameters in the order of their names, with all but unreserved characters encoded (RFC 3986 section 2.3). */
export const canonicalParams = (params: SignedRequest['params']): string =>
  Object.keys(params)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(params[name] ?? '')}`)
    .join('&');

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
