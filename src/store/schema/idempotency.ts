import { document, flag, milliseconds, nullable, table, text } from './table.ts';

/** Requests that carried an Idempotency-Key. */
export const idempotencyKeys = table('idempotency_keys', {
  token_id: text(),
  key_digest: text(),
  attempt: text(),
  /** Sealed. */
  request: document(),
  /** Sealed; null until the request is answered. */
  reply: nullable(document()),
  changed: flag(),
  held_until_ms: milliseconds(),
  expires_ms: milliseconds(),
});
