import type { Fault } from '../../domain/values/fault.ts';

/**
 * Headers that Okta does not send, for programs that know Cofactor: which extensions there are, and of a failure the
 * reason in a word and when to come back. Okta's error envelope has no room for them.
 */
export const ownHeaders = {
  version: 'cofactor-version',
  reason: 'cofactor-reason',
  retryAfter: 'cofactor-retry-after',
  /** The reply is the one an earlier request with the same Idempotency-Key got. */
  replayed: 'idempotency-replayed',
  /** The changes to the reply without which the SDK that asked could not read it. */
  quirk: 'cofactor-quirk',
} as const;

/** Counts up when extensions of the API are added; says nothing of the program's own version. */
export const API_VERSION = '1';

/** A year: who has seen the service over https does not ask it over http again (RFC 6797). */
const ONLY_HTTPS = { 'strict-transport-security': 'max-age=31536000' } as const;

/** The headers of every reply, whatever it says; `publicUrl` is the base that callers see. */
export const everyReply = (publicUrl: string): Readonly<Record<string, string>> => ({
  [ownHeaders.version]: API_VERSION,
  // No browser shall take for a page or a script what was not sent as one.
  'x-content-type-options': 'nosniff',
  ...(publicUrl.startsWith('https:') && ONLY_HTTPS),
});

/** `cofactor-retry-after` is in seconds: it holds whatever the clocks say. */
export const hintHeaders = ({ hints: { reason, retryAfterSeconds } }: Fault): Readonly<Record<string, string>> => ({
  ...(reason !== undefined && { [ownHeaders.reason]: reason }),
  ...(retryAfterSeconds !== undefined && { [ownHeaders.retryAfter]: String(retryAfterSeconds) }),
});
