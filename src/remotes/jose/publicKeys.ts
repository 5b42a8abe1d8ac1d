import { importJWK } from 'jose/key/import';
import type { SigningAlgorithm } from '../../domain/oauth/algorithms.ts';
import type { PublicKey } from '../../domain/oauth/publicKey.ts';

type Imported = Awaited<ReturnType<typeof importJWK>>;

/** Keys come again with every proof that an app makes; to read one takes longer than to check a signature. */
const MAX_KEYS = 1_000;
const keys = new Map<string, Promise<Imported>>();

/** The key in the form that signatures are checked with; the last 1,000 are remembered. */
export function publicKey(jwk: PublicKey, algorithm: SigningAlgorithm): Promise<Imported> {
  const name = JSON.stringify([algorithm, jwk.kty, jwk.crv, jwk.n, jwk.e, jwk.x, jwk.y]);
  const known = keys.get(name);
  if (known) return known;
  const { kid: _kid, ...numbers } = jwk;
  const imported = importJWK({ ...numbers, alg: algorithm }, algorithm);
  if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value ?? '');
  keys.set(name, imported);
  imported.catch(() => keys.delete(name));
  return imported;
}
