import type { Caller } from '../../contract/shared/operation.ts';
import type { YubikeySeed } from '../../domain/hardwareTokens/yubikeyPool.ts';
import type { YubikeyRecord } from '../../domain/hardwareTokens/yubikeyRecord.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** Adds a seed to the pool and says so in the log (fact 207); `taken` when its public id is there already. */
export async function registerYubikey(
  { store, newId, now }: Pick<Services, 'store' | 'newId' | 'now'>,
  seed: YubikeySeed,
  caller?: Caller,
): Promise<YubikeyRecord | 'taken'> {
  const id = newId('ykk');
  const at = now();
  const { serial, publicId } = seed;
  const applied = await store.apply([
    { do: 'insertYubikey', id, seed, at },
    logEntry({ ...(caller && { caller }), now: at }, { event: 'credential.register', detail: { id, serial } }),
  ]);
  if (applied !== 'done') return 'taken';
  return { id, serial, publicId, status: 'UNASSIGNED', created: at, lastVerified: at, lastUpdated: at };
}
