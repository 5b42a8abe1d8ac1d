import { type PublicKey, readPublicKey } from './publicKey.ts';
import { type ClientKey, MAX_KEYS } from './serviceApp.ts';

/** The ids and the time that new keys get. */
export interface NewKeys {
  readonly newId: (prefix: string) => string;
  readonly now: Temporal.Instant;
}

/**
 * Reads a set of keys (RFC 7517 section 5) as those of an app; sentences say what is wrong with it. A key that the app has
 * already keeps its id and its status; one without a `kid` gets its id for one.
 */
export function readKeySet(
  given: readonly unknown[],
  known: readonly ClientKey[],
  { newId, now }: NewKeys,
): { readonly keys: readonly ClientKey[] } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const keys: ClientKey[] = [];
  const at = now.toString();
  if (given.length > MAX_KEYS) return { problems: [`jwks: At most ${MAX_KEYS} keys`] };
  for (const [index, one] of given.entries()) {
    const read = readPublicKey(one);
    if (typeof read === 'string') {
      problems.push(`jwks.keys[${index}]: ${read}`);
      continue;
    }
    const id = newId('pks');
    const { kid = id, ...jwk } = read;
    if (keys.some((other) => other.kid === kid)) problems.push(`jwks.keys[${index}]: Another key has the kid ${kid}`);
    const before = known.find((other) => other.kid === kid && sameKey(other.jwk, jwk));
    keys.push(before ?? { id, kid, jwk, status: 'ACTIVE', created: at, lastUpdated: at });
  }
  return problems.length > 0 ? { problems } : { keys };
}

/** Whether two keys are one: a signature by the one holds with the other. */
export const sameKey = (a: PublicKey, b: PublicKey): boolean =>
  (['kty', 'alg', 'n', 'e', 'crv', 'x', 'y'] as const).every((name) => a[name] === b[name]);
