import type { YubikeySeed } from '../../domain/hardwareTokens/yubikeyPool.ts';
import type { YubikeyRecord } from '../../domain/hardwareTokens/yubikeyRecord.ts';
import type { Services } from '../shared/services.ts';

/** Adds a seed to the pool and says so in the log (fact 207); `taken` when its public id is there already. */
export async function registerYubikey(
  { store, newId, now }: Pick<Services, 'store' | 'newId' | 'now'>,
  seed: YubikeySeed,
  caller?: { readonly tokenId: string; readonly requestId: string },
): Promise<YubikeyRecord | 'taken'> {
  const id = newId('ykk');
  const at = now();
  const { serial, publicId } = seed;
  const applied = await store.apply([
    { do: 'insertYubikey', id, seed, at },
    {
      do: 'log',
      entry: {
        at,
        event: 'credential.register',
        outcome: 'SUCCESS',
        userId: '',
        detail: { id, serial },
        ...(caller && { actor: caller.tokenId, requestId: caller.requestId }),
      },
    },
  ]);
  if (applied !== 'done') return 'taken';
  return { id, serial, publicId, status: 'UNASSIGNED', created: at, lastVerified: at, lastUpdated: at };
}
