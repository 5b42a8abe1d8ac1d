import { timingSafeEqual } from 'node:crypto';
import type { Principal } from '../../contract/access/principal.ts';
import { tokenDigest } from '../../crypto/tokens.ts';
import { fault } from '../../domain/values/fault.ts';
import type { TokenReads } from '../../store/store.ts';

/** Tells who asks by the `Authorization` header and the connection it came on. */
export type Authenticate = (authorization: string | undefined, connection: object) => Promise<Principal>;

/**
 * Time for which a token is believed without asking the store again: a revoked one is refused after it at the latest.
 */
const BELIEVED_MS = 1_000;

/**
 * Checks `Authorization: SSWS …` against the stored digests (fact 122); `monotonicMs` is a clock that never goes
 * back.
 */
export function createAuthenticate(tokens: TokenReads, monotonicMs: () => number): Authenticate {
  const known = new Map<string, { readonly principal: Promise<Principal>; readonly until: number }>();
  const digestOf = createDigests();

  async function look(digest: string): Promise<Principal> {
    const token = await tokens.byDigest(digest);
    if (!token || token.revoked) throw fault('invalidToken');
    return {
      kind: 'apiToken',
      id: token.id,
      roles: ['SUPER_ADMIN'],
      ...(token.ownerId !== undefined && { userId: token.ownerId }),
    };
  }

  return async (authorization, connection) => {
    // Okta's SDK for Python, from 3.0 on, sends no blank between the two, and Okta lets it in.
    const [, scheme = '', secret = ''] = /^(SSWS|\S+(?= )) *(\S+) *$/i.exec(authorization ?? '') ?? [];
    if (scheme.toLowerCase() === 'bearer')
      throw fault('invalidSession').because(
        'Send Authorization: Bearer followed by an access token of POST /oauth2/v1/token.',
      );
    if (scheme.toUpperCase() !== 'SSWS') {
      throw fault('invalidToken').because('Send Authorization: SSWS followed by an API token.');
    }
    const digest = digestOf(secret, connection);
    const now = monotonicMs();
    const entry = known.get(digest);
    if (entry && entry.until > now) return entry.principal;
    const principal = look(digest);
    known.set(digest, { principal, until: now + BELIEVED_MS });
    // Wrong tokens are not remembered: guessing must not fill the memory.
    principal.catch(() => known.delete(digest));
    return principal;
  };
}

/**
 * Digests of tokens. A connection that is kept open brings the same one again and again, and to make its digest takes a
 * tenth of the time a request costs in HTTP.
 */
function createDigests(): (secret: string, connection: object) => string {
  const last = new WeakMap<object, { readonly secret: Buffer; readonly digest: string }>();
  return (secret, connection) => {
    const given = Buffer.from(secret);
    const before = last.get(connection);
    // A proxy may carry the requests of many on one connection: nobody must learn of the one before.
    if (before?.secret.length === given.length && timingSafeEqual(before.secret, given)) return before.digest;
    const digest = tokenDigest(secret);
    last.set(connection, { secret: given, digest });
    return digest;
  };
}
