import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Migrator } from 'kysely/migration';
import type { Engine, Row, Steps } from '../../src/store/engine.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openEngine } from '../../src/store/open.ts';
import { ENGINES, type EngineName, freshEngine, freshPostgresUrl } from '../support/engines.ts';

async function freshUrl(name: EngineName, t: TestContext): Promise<string> {
  if (name === 'postgres') return freshPostgresUrl();
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return `sqlite:${join(folder, 'c.db')}`;
}

const open = (url: string) => openEngine(url, () => {});

/** Brings a database to where the program before a migration left it. */
async function migrateUntil(engine: Engine, migration: string): Promise<void> {
  const before = Object.fromEntries(Object.entries(migrations).filter(([each]) => each < migration));
  const { error } = await new Migrator({
    db: engine.kysely as never,
    provider: { getMigrations: async () => before },
    migrationTableName: 'cofactor_migration',
    migrationLockTableName: 'cofactor_migration_lock',
  }).migrateToLatest();
  if (error) throw error;
}

const at = '2026-01-01T00:00:00.000Z';
const filled = [
  `insert into users (id, login_key, status, profile, created_at, updated_at, version)
    values ('u1', 'ada', 'ACTIVE', '{}', '${at}', '${at}', 1)`,
  `insert into factors (user_id, id, factor_type, provider, status, created_at, updated_at)
    values ('u1', 'f1', 'push', 'OKTA', 'ACTIVE', '${at}', '${at}')`,
  `insert into factor_states (user_id, factor_id, version, state) values ('u1', 'f1', 0, 'sealed')`,
  `insert into enrollment_settings (id, version, document) values (1, 7, '{"é":"É"}')`,
  ...['a', 'B', 'c', 'é', 'Z'].flatMap((id, n) => [
    `insert into messages (user_id, id, factor_id, channel, purpose, recipient, status, attempts, created_at, expires_at,
      request_id) values ('u1', '${id}', 'f1', 'sms', 'verify', '+1 XXX', 'QUEUED', '[]', '${at}', '${at}', 'r')`,
    `insert into message_references (provider, reference, user_id, message_id) values ('p', '${id}', 'u1', '${id}')`,
    `insert into transactions (user_id, id, factor_id, status, created_at, expires_ms, state)
      values ('u1', '${id}', 'f1', 'WAITING', '${at}', ${n}, 'sealed')`,
  ]),
];

const run = (engine: Engine, text: string) =>
  engine.write(function* (): Steps<readonly Row[]> {
    return yield { text, values: [] };
  });

const tables = ['enrollment_settings', 'factors', 'message_references', 'messages', 'transactions', 'users'];
const byKey = (a: Row, b: Row) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

async function contents(engine: Engine): Promise<Readonly<Record<string, readonly Row[]>>> {
  const rows = tables.map(async (table) => {
    const all = await engine.read({ text: `select * from ${table}`, values: [] });
    return [table, all.map((row) => ({ ...row })).sort(byKey)] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** Keys, foreign keys and indexes in the database's own words. */
async function constraints(engine: Engine): Promise<readonly Row[]> {
  const text =
    engine.name === 'sqlite'
      ? 'select name, sql as definition from sqlite_master order by name'
      : `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
          union all select indexname, indexdef from pg_indexes where schemaname = 'public' order by name, definition`;
  return (await engine.read({ text, values: [] })).map((row) => ({ ...row }));
}

for (const name of ENGINES) {
  test(`a filled database keeps its rows, keys and indexes when its text becomes comparable: ${name}`, async (t) => {
    const url = await freshUrl(name, t);
    const before = await open(url);
    await migrateUntil(before, '0013_collations');
    for (const text of filled) await run(before, text);
    const [rows, keys] = [await contents(before), await constraints(before)];
    await before.close();

    const engine = await open(url);
    t.after(() => engine.close());
    // No further: later migrations change what rows say.
    await migrateUntil(engine, '0014_authenticator_settings');
    assert.deepEqual(await contents(engine), rows);
    assert.deepEqual(await constraints(engine), keys);

    const ids = await run(engine, `select id from messages where user_id = 'u1' order by id`);
    assert.deepEqual(
      ids.map(({ id }) => id),
      ['B', 'Z', 'a', 'c', 'é'],
    );
    await assert.rejects(run(engine, `insert into message_references values ('p', 'é', 'u1', 'c')`));
    await assert.rejects(
      run(
        engine,
        `insert into transactions (user_id, id, factor_id, status, created_at, expires_ms, state)
          values ('u1', 'x', 'no such factor', 'WAITING', '${at}', 1, 'sealed')`,
      ),
    );
    await run(engine, `delete from factors where id = 'f1'`);
    assert.deepEqual([...(await run(engine, 'select id from transactions'))], []);
  });
}

test('on PostgreSQL all text is compared by code points', { skip: !ENGINES.includes('postgres') }, async (t) => {
  const engine = await freshEngine('postgres');
  t.after(() => engine.close());
  const others = await engine.read({
    text: `select table_name, column_name, collation_name from information_schema.columns
      where table_schema = 'public' and table_name not like 'cofactor_migration%'
        and data_type in ('text', 'character varying', 'character') and collation_name is distinct from 'C'`,
    values: [],
  });
  assert.deepEqual(others, []);
});

test('on SQLite all text is compared by code points', async (t) => {
  const engine = await freshEngine('sqlite');
  t.after(() => engine.close());
  const others = await engine.read({
    text: `select m.name, m.sql from sqlite_master m where m.sql like '%collate%' and m.name not like 'cofactor_migration%'`,
    values: [],
  });
  assert.deepEqual(others, []);
});
