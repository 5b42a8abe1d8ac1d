import { generateKeyPairSync } from 'node:crypto';
import { parseMasterKeys } from '../src/config.ts';
import { createVault } from '../src/crypto/vault.ts';
import { TRANSACTION_LIFETIME, type Transaction } from '../src/domain/devices/transaction.ts';
import type { Factor } from '../src/domain/factors/factor.ts';
import type { Write } from '../src/store/change.ts';
import { createStore } from '../src/store/createStore.ts';
import { openEngine } from '../src/store/open.ts';
import { masterKey, seededId } from './seed.ts';

const CHANGE = 50;

/** Gives each seeded user push with one device and a question that waits for as long as any does; returns where to poll them. */
export async function seedPush(database: string, users: number): Promise<readonly string[]> {
  const engine = await openEngine(database, (error) => console.error(error));
  const store = createStore(engine, createVault(parseMasterKeys(masterKey)));
  const now = Temporal.Now.instant();
  const { kty, crv, x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const device = { id: seededId('dev', 0), key: { kty, crv, x, y }, name: 'Phone', platform: 'ANDROID', version: '1' };
  const paths: string[] = [];
  for (let n = 0; n < users; n += CHANGE) {
    const change = Array.from({ length: Math.min(CHANGE, users - n) }, (_, more): readonly Write[] => {
      const [userId, id] = [seededId('00u', n + more), seededId('opf', n + more)];
      const login = `person${n + more}@example.com`;
      const state = { login, devices: [{ ...device, added: now.toString() }] };
      const times = { created: now, lastUpdated: now };
      const kind = { factorType: 'push', provider: 'OKTA', status: 'ACTIVE' } as const;
      const factor: Factor = { id, userId, ...kind, state, version: 0, ...times };
      const transaction: Transaction = {
        id: `v2mst.${String(n + more).padStart(22, '0')}`,
        userId,
        factorId: id,
        status: 'WAITING',
        requester: '',
        created: now,
        expires: now.add(TRANSACTION_LIFETIME),
        from: {},
        credentialId: login,
      };
      paths.push(`/api/v1/users/${userId}/factors/${id}/transactions/${transaction.id}`);
      return [
        { do: 'insertFactor', factor, claims: [`${userId}:push`] },
        { do: 'insertTransaction', transaction },
      ];
    });
    if ((await store.apply(change.flat())) !== 'done') throw new Error('seeding failed');
  }
  if (engine.name === 'postgres') await engine.read({ text: 'analyze', values: [] });
  await store.close();
  return paths;
}
