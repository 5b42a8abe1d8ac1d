import { createHash } from 'node:crypto';

const BASE64 = /^[\w+/-]+={0,2}$/;

/**
 * Bytes as callers write them: Okta's examples have base64 in one place and base64url in another, padded and not, so
 * all are read (fact 102), and so are the line breaks that Android and MIME (RFC 2045 section 6.8) put into it. Undefined
 * when it is none of them, or nothing.
 */
export function readBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  const letters = text.replace(/[\t\n\r ]/g, '');
  return BASE64.test(letters) ? new Uint8Array(Buffer.from(letters, 'base64url')) : undefined;
}

/** Bytes as this service writes them (RFC 4648 section 5, without padding). */
export const writeBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The SHA-256 hash by which authenticators know an RP id or an app id, base64url. */
export const hashOf = (text: string): string => writeBytes(createHash('sha256').update(text).digest());
