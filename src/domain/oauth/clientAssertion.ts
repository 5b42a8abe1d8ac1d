import type { OauthError } from '../../contract/oauth/oauthErrors.ts';
import type { Claims } from './jose.ts';

/** The longest time until an assertion expires (fact 128). */
const LONGEST_MS = 3_600_000;
/** Clocks of two machines may differ by this. */
export const SKEW_MS = 60_000;
/** The longest `jti` of an assertion or a proof, in characters. */
const MAX_JTI = 256;

/** The time at which an assertion is judged, and whom it must be made for. */
interface Expected {
  readonly clientId: string;
  /** The token endpoint, and the issuer: what current clients of OAuth 2.0 write is the one or the other. */
  readonly audiences: readonly string[];
  readonly now: Temporal.Instant;
}

/** The longest time for which an assertion counts: it must not be heard again for as long. */
export const ASSERTION_LIFETIME = Temporal.Duration.from({ milliseconds: LONGEST_MS + SKEW_MS });

/** An assertion that holds. */
export interface JudgedAssertion {
  readonly jti: string | undefined;
}

/**
 * Judges the claims of a client assertion (RFC 7523 section 3, facts 128 and 129) whose signature holds: from the client,
 * about itself, for this endpoint and no other, and for an hour at most.
 */
export function judgeAssertion(claims: Claims, { clientId, audiences, now }: Expected): JudgedAssertion | OauthError {
  const { iss, sub, aud, exp, iat, nbf, jti } = claims;
  if (iss !== clientId || sub !== clientId) return 'clientMismatch';
  // One that is also made for somebody else could be replayed by them.
  const named = Array.isArray(aud) ? aud : [aud];
  if (named.length === 0 || !named.every((one) => audiences.includes(one))) return 'wrongAudience';
  const nowMs = now.epochMilliseconds;
  if (!isTime(exp)) return 'noExpiry';
  if (exp * 1_000 <= nowMs) return 'expired';
  if (exp * 1_000 > nowMs + LONGEST_MS + SKEW_MS) return 'tooLong';
  for (const from of [iat, nbf]) {
    if (from !== undefined && (!isTime(from) || from * 1_000 > nowMs + SKEW_MS)) return 'notYet';
  }
  if (jti !== undefined && !isTokenId(jti)) return 'malformedJti';
  return { jti };
}

/** Whether a value is a time in JWT (RFC 7519 section 2): seconds since 1970, of a year that dates can have. */
export const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e11;

/** Whether a value can be the `jti` of a token that is accepted once. */
export const isTokenId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_JTI;
