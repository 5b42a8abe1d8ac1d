import { flag, milliseconds, nullable, sealed, table, text } from './table.ts';

/** Requests that carried an Idempotency-Key. */
export const idempotencyKeys = table('idempotency_keys', {
  token_id: text(),
  key_digest: text(),
  attempt: text(),
  request: sealed(),
  /** Null until the request is answered. */
  reply: nullable(sealed()),
  changed: flag(),
  held_until_ms: milliseconds(),
  expires_ms: milliseconds(),
});
