import { randomBytes } from 'node:crypto';
import { parseMasterKeys } from '../src/config.ts';
import { tokenDigest } from '../src/crypto/tokens.ts';
import { createVault } from '../src/crypto/vault.ts';
import type { User } from '../src/domain/users/user.ts';
import { kindOf } from '../src/factors/index.ts';
import type { Write } from '../src/store/change.ts';
import { createStore } from '../src/store/createStore.ts';
import { migrate } from '../src/store/migrate.ts';
import { openEngine } from '../src/store/open.ts';

export const masterKey = Buffer.alloc(32, 7).toString('base64');
export const apiToken = '00benchmark';
const USERS_A_CHANGE = 50;

/** A factor as the load generator needs it: its address and the means to answer it. */
export interface SeededFactor {
  readonly userId: string;
  readonly factorId: string;
  /** Base64url, of a TOTP factor. */
  readonly secret?: string;
  readonly e164?: string;
}

/** Ids that `pgbench` can make from a number: prefix and 17 digits. */
export const seededId = (prefix: string, n: number): string => `${prefix}${String(n).padStart(17, '0')}`;

/** Fills an empty database with users who each have an SMS and two TOTP factors, all active. */
export async function seed(database: string, users: number): Promise<readonly SeededFactor[]> {
  const engine = await openEngine(database, (error) => console.error(error));
  await migrate(engine.kysely as never);
  const store = createStore(engine, createVault(parseMasterKeys(masterKey)));
  const now = Temporal.Now.instant();
  await store.apply([
    {
      do: 'insertToken',
      token: {
        id: seededId('00T', 0),
        name: 'benchmark',
        digest: tokenDigest(apiToken),
        created: now,
        role: 'SUPER_ADMIN',
      },
    },
  ]);
  const factors: SeededFactor[] = [];
  const changes: Write[][] = [];
  for (let n = 0; n < users; n++) {
    const { writes, seeded } = person(n, now);
    factors.push(...seeded);
    if (n % USERS_A_CHANGE === 0) changes.push([]);
    changes.at(-1)?.push(...writes);
  }
  // A few at a time: no more than the engine has connections.
  const queue = changes.values();
  const drain = async () => {
    for (const change of queue) if ((await store.apply(change)) !== 'done') throw new Error('seeding failed');
  };
  await Promise.all(Array.from({ length: 8 }, drain));
  // As a database that has been in use: its planner knows the tables.
  if (engine.name === 'postgres') await engine.read({ text: 'analyze', values: [] });
  await store.close();
  return factors;
}

function person(n: number, now: Temporal.Instant): { writes: Write[]; seeded: SeededFactor[] } {
  const login = `person${n}@example.com`;
  const id = seededId('00u', n);
  const profile = { login, email: login, firstName: 'Ada', lastName: 'Lovelace', mobilePhone: null, secondEmail: null };
  const user: User = {
    id,
    status: 'ACTIVE',
    profile,
    created: now,
    activated: now,
    statusChanged: now,
    lastUpdated: now,
    version: 0,
  };
  const e164 = `+18022${String(n).padStart(6, '0')}`;
  const token = (): string => randomBytes(20).toString('base64url');
  const [okta, google] = [token(), token()];
  const insert = (prefix: string, type: string, provider: string, state: unknown): Write => ({
    do: 'insertFactor',
    factor: {
      id: seededId(prefix, n),
      userId: id,
      factorType: type,
      provider,
      status: 'ACTIVE',
      state,
      version: 0,
      created: now,
      lastUpdated: now,
    },
    claims: kindOf(type, provider)?.claims(state, user) ?? [],
  });
  return {
    writes: [
      { do: 'insertUser', user },
      insert('sms', 'sms', 'OKTA', { number: e164, e164, codes: { live: null, past: [] } }),
      insert('ost', 'token:software:totp', 'OKTA', { secret: okta, last: -1, login }),
      insert('osu', 'token:software:totp', 'GOOGLE', { secret: google, last: -1, login }),
    ],
    seeded: [
      { userId: id, factorId: seededId('sms', n), e164 },
      { userId: id, factorId: seededId('ost', n), secret: okta },
      { userId: id, factorId: seededId('osu', n), secret: google },
    ],
  };
}
