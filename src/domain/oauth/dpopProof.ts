import type { OauthError } from '../../contract/oauth/oauthErrors.ts';
import { isTime, isTokenId, SKEW_MS } from './clientAssertion.ts';
import type { UnverifiedJws } from './jose.ts';
import { type PublicKey, readPublicKey } from './publicKey.ts';

/** The age up to which a proof counts (fact 132). */
export const PROOF_LIFETIME = Temporal.Duration.from({ minutes: 5 });

/** The request that a proof must have been made for. */
export interface ProvenRequest {
  readonly method: string;
  /** Its whole URL; query and fragment do not count. */
  readonly url: string;
  readonly now: Temporal.Instant;
  /** SHA-256 of the access token in base64url, where the request brings one. */
  readonly tokenHash?: string;
}

/** The key in a proof's header (RFC 9449 section 4.2); undefined when it is no proof. */
export function keyOfProof({ header, algorithm }: UnverifiedJws): PublicKey | undefined {
  const { typ, jwk, crit } = header;
  // The type keeps tokens that were signed for something else from being taken for proofs.
  if (typeof typ !== 'string' || typ.toLowerCase() !== 'dpop+jwt' || algorithm === undefined || crit !== undefined) {
    return undefined;
  }
  const key = readPublicKey(jwk);
  if (typeof key === 'string') return undefined;
  // A key that says of itself which algorithm it is for is believed: what counts is the thumbprint, which has none.
  return key;
}

/** Judges the claims of a proof whose signature holds (RFC 9449 section 4.3); gives its `jti`. */
export function judgeProof({ claims }: UnverifiedJws, expected: ProvenRequest): { readonly jti: string } | OauthError {
  const { htm, htu, iat, jti, ath } = claims;
  if (htm !== expected.method || !sameAddress(htu, expected.url)) return 'otherRequest';
  const nowMs = expected.now.epochMilliseconds;
  const oldest = nowMs - PROOF_LIFETIME.total('milliseconds');
  if (!isTime(iat) || iat * 1_000 < oldest || iat * 1_000 > nowMs + SKEW_MS) return 'wrongProofTime';
  if (!isTokenId(jti)) return 'noProofId';
  if (expected.tokenHash !== undefined && ath !== expected.tokenHash) return 'wrongTokenHash';
  return { jti };
}

/** Whether both lead to the same place, whatever their query: written alike once their URLs are normal (RFC 3986). */
function sameAddress(claimed: unknown, url: string): boolean {
  if (typeof claimed !== 'string' || !URL.canParse(claimed)) return false;
  const [given, wanted] = [new URL(claimed), new URL(url)];
  return given.origin === wanted.origin && given.pathname === wanted.pathname;
}
