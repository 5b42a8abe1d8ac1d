import { tokenDigest } from '../crypto/tokens.ts';
import { fault } from '../domain/fault.ts';
import type { TokenReads } from '../store/store.ts';

/** Who a request's API token says it is. */
export interface Identity {
  readonly tokenId: string;
  readonly ownerId?: string;
}

export type Authenticate = (authorization: string | undefined) => Promise<Identity>;

/** How long a token is believed without asking the store again: a revoked one is refused after this at the latest. */
const BELIEVED_MS = 1_000;

/** Checks `Authorization: SSWS …` against the stored digests (fact 122); `monotonicMs` is a clock that never goes back. */
export function createAuthenticate(tokens: TokenReads, monotonicMs: () => number): Authenticate {
  const known = new Map<string, { readonly identity: Promise<Identity>; readonly until: number }>();

  async function look(digest: string): Promise<Identity> {
    const token = await tokens.byDigest(digest);
    if (!token || token.revoked) throw fault('invalidToken');
    return { tokenId: token.id, ...(token.ownerId !== undefined && { ownerId: token.ownerId }) };
  }

  return async (authorization) => {
    // Okta's SDK for Python, from 3.0 on, sends no blank between the two, and Okta lets it in.
    const [, scheme = '', secret = ''] = /^(SSWS|\S+(?= )) *(\S+) *$/i.exec(authorization ?? '') ?? [];
    if (scheme.toLowerCase() === 'bearer') throw fault('invalidSession').because('Bearer tokens are not accepted yet.');
    if (scheme.toUpperCase() !== 'SSWS') {
      throw fault('invalidToken').because('Send Authorization: SSWS followed by an API token.');
    }
    const digest = tokenDigest(secret);
    const now = monotonicMs();
    const entry = known.get(digest);
    if (entry && entry.until > now) return entry.identity;
    const identity = look(digest);
    known.set(digest, { identity, until: now + BELIEVED_MS });
    // Wrong tokens are not remembered: guessing must not fill the memory.
    identity.catch(() => known.delete(digest));
    return identity;
  };
}
