import type { PrivateKey } from '../../domain/oauth/jose.ts';
import type { PublicKey } from '../../domain/oauth/publicKey.ts';
import { type KeyRoles, keyRoles, type SigningKeys } from '../../domain/oauth/signingKeys.ts';
import type { Store } from '../../store/store.ts';

interface Parts {
  readonly store: Pick<Store, 'signingKeys' | 'apply'>;
  readonly newKey: () => Promise<PrivateKey>;
  readonly now: () => Temporal.Instant;
  readonly monotonicMs: () => number;
}

/** Another process may have made a key, and somebody may have retired all: they are read again after this. */
const BELIEVED_MS = 1_000;

/** Keeps the keys in memory for a second, and makes the next one when its time has come. */
export function createSigningKeys({ store, newKey, now, monotonicMs }: Parts): SigningKeys {
  let kept: { readonly roles: Promise<KeyRoles>; readonly atMs: number } | undefined;

  async function load(): Promise<KeyRoles> {
    const keys = await store.signingKeys.list();
    const found = keyRoles(keys, now());
    const last = found.over.at(-1);
    if (last) await store.apply([{ do: 'removeSigningKeys', through: last.generation }]);
    if (!found.wantsNext) return found;
    const key = await newKey();
    const generation = (keys.at(-1)?.generation ?? 0) + 1;
    await store.apply([{ do: 'insertSigningKey', key: { generation, kid: key.kid, key, created: now() } }]);
    // Not the one just made: another process may have been first.
    return keyRoles(await store.signingKeys.list(), now());
  }

  function roles(): Promise<KeyRoles> {
    const atMs = monotonicMs();
    if (!kept || atMs - kept.atMs >= BELIEVED_MS) {
      const loading = { roles: load(), atMs };
      loading.roles.catch(() => {
        if (kept === loading) kept = undefined;
      });
      kept = loading;
    }
    return kept.roles;
  }

  return {
    async current() {
      const { signsWith } = await roles();
      if (!signsWith) throw new Error('there is no key to sign access tokens with');
      return signsWith.key;
    },
    async byId(kid) {
      const found = (await roles()).published.find((key) => key.kid === kid);
      return found && publicHalf(found.key);
    },
    published: async () => (await roles()).published.map(({ key }) => publicHalf(key)),
  };
}

const publicHalf = ({ kty, kid, n, e }: PrivateKey): PublicKey => ({
  kty: kty as 'RSA',
  kid,
  alg: 'RS256',
  n: n as string,
  e: e as string,
});
