import type { PrivateKey } from '../../domain/oauth/jose.ts';
import type { PublicKey } from '../../domain/oauth/publicKey.ts';
import { type KeyRoles, keyRoles, type SigningKeys, type StoredSigningKey } from '../../domain/oauth/signingKeys.ts';
import type { Store } from '../../store/store.ts';

interface Parts {
  readonly store: Pick<Store, 'signingKeys' | 'apply'>;
  readonly newKey: () => Promise<PrivateKey>;
  readonly now: () => Temporal.Instant;
  readonly monotonicMs: () => number;
}

/** Another process may have made a key: all are read again after this. */
const KEEP_MS = 60_000;
/** An unknown key may be one that another process has just made; it is looked for at most so often. */
const PAUSE_MS = 1_000;

/** Keeps the keys in memory, and makes the next one when its time has come. */
export function createSigningKeys({ store, newKey, now, monotonicMs }: Parts): SigningKeys {
  let kept: { readonly keys: Promise<readonly StoredSigningKey[]>; readonly atMs: number } | undefined;

  async function load(): Promise<readonly StoredSigningKey[]> {
    const keys = await store.signingKeys.list();
    const { wantsNext, over } = keyRoles(keys, now());
    const last = over.at(-1);
    if (last) await store.apply([{ do: 'removeSigningKeys', through: last.generation }]);
    if (!wantsNext) return keys;
    const key = await newKey();
    const generation = (keys.at(-1)?.generation ?? 0) + 1;
    await store.apply([{ do: 'insertSigningKey', key: { generation, kid: key.kid, key, created: now() } }]);
    // Not the one just made: another process may have been first.
    return store.signingKeys.list();
  }

  function keys(maxAgeMs: number): Promise<readonly StoredSigningKey[]> {
    const atMs = monotonicMs();
    if (!kept || atMs - kept.atMs >= maxAgeMs) {
      const loading = { keys: load(), atMs };
      loading.keys.catch(() => {
        if (kept === loading) kept = undefined;
      });
      kept = loading;
    }
    return kept.keys;
  }

  const roles = async (maxAgeMs: number): Promise<KeyRoles> => keyRoles(await keys(maxAgeMs), now());

  return {
    async current() {
      const { signsWith } = await roles(KEEP_MS);
      if (!signsWith) throw new Error('there is no key to sign access tokens with');
      return signsWith.key;
    },
    async byId(kid) {
      const named = (published: KeyRoles['published']) => published.find((key) => key.kid === kid);
      const found = named((await roles(KEEP_MS)).published) ?? named((await roles(PAUSE_MS)).published);
      return found && publicHalf(found.key);
    },
    published: async () => (await roles(KEEP_MS)).published.map(({ key }) => publicHalf(key)),
  };
}

const publicHalf = ({ kty, kid, n, e }: PrivateKey): PublicKey => ({
  kty: kty as 'RSA',
  kid,
  alg: 'RS256',
  n: n as string,
  e: e as string,
});
