import { timingSafeEqual } from 'node:crypto';
import type { Principal } from '../../contract/access/principal.ts';
import { looksMistyped, tokenDigest } from '../../crypto/tokens.ts';
import type { ApiToken } from '../../domain/access/apiToken.ts';
import { tokenGrant, tokenWorks } from '../../domain/access/tokenGrant.ts';
import { fault } from '../../domain/values/fault.ts';
import { type Networks, networks } from '../../domain/values/network.ts';
import type { Store } from '../../store/store.ts';

/**
 * Tells who asks by the `Authorization` header, the connection it came on, and the address at its other end, past our own
 * proxies; an end user's address, which a caller reports, is not believed.
 */
export type Authenticate = (
  authorization: string | undefined,
  connection: object,
  addressOf: () => string,
) => Promise<Principal>;

/** The store and the clocks that tokens are checked with. */
export interface TokenCheck {
  readonly tokens: Pick<Store['tokens'], 'presented'>;
  readonly now: () => Temporal.Instant;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicMs: () => number;
  /** Notes that a token was used; told at most once a second by each process. */
  readonly used: (token: ApiToken, at: Temporal.Instant) => void;
}

/**
 * Time for which a token is believed without asking the store again: one that was revoked or has expired, or whose owner was
 * deactivated or lost a role, is refused after it at the latest, by each process.
 */
const BELIEVED_MS = 1_000;

interface Known {
  readonly principal: Principal;
  readonly from?: Networks;
}

/** Checks `Authorization: SSWS …` against the stored digests (fact 122). */
export function createAuthenticate({ tokens, now, monotonicMs, used }: TokenCheck): Authenticate {
  const known = new Map<string, { readonly holder: Promise<Known>; readonly until: number }>();
  const digestOf = createDigests();

  async function look(digest: string): Promise<Known> {
    const found = await tokens.presented(digest);
    const at = now();
    if (!found || !tokenWorks(found, at)) throw fault('invalidToken');
    const { token } = found;
    used(token, at);
    const principal: Principal = {
      kind: 'apiToken',
      id: token.id,
      ...tokenGrant(found),
      ...(token.ownerId !== undefined && { userId: token.ownerId }),
    };
    return { principal, ...(token.networks && { from: networks(token.networks) }) };
  }

  return async (authorization, connection, addressOf) => {
    // Okta's SDK for Python, from 3.0 on, sends no blank between the two, and Okta lets it in.
    const [, scheme = '', secret = ''] = /^(SSWS|\S+(?= )) *(\S+) *$/i.exec(authorization ?? '') ?? [];
    if (scheme.toLowerCase() === 'bearer')
      throw fault('invalidSession').because(
        'Send Authorization: Bearer followed by an access token of POST /oauth2/v1/token.',
      );
    if (scheme.toUpperCase() !== 'SSWS') {
      throw fault('invalidToken').because('Send Authorization: SSWS followed by an API token.');
    }
    if (looksMistyped(secret)) throw fault('invalidToken');
    const digest = digestOf(secret, connection);
    const time = monotonicMs();
    let entry = known.get(digest);
    if (!entry || entry.until <= time) {
      entry = { holder: look(digest), until: time + BELIEVED_MS };
      known.set(digest, entry);
      // Wrong tokens are not remembered: guessing must not fill the memory.
      entry.holder.catch(() => known.delete(digest));
    }
    const { principal, from } = await entry.holder;
    if (from) requireNetwork(from, addressOf());
    return principal;
  };
}

function requireNetwork(from: Networks, address: string): void {
  if (from.has(address)) return;
  throw fault('forbidden').because(
    `This API token is not accepted from ${address}: it was created with --networks (docs/access.md).`,
  );
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
