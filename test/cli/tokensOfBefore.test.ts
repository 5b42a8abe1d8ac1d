import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import { openEngine } from '../../src/store/open.ts';
import { cofactor } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { migrateTo } from '../support/store/migrateTo.ts';

const at = '2026-01-01T00:00:00.000Z';

for (const name of ENGINES) {
  test(`migrating gives tokens of before, owned or not, SUPER_ADMIN of their own, and says so: ${name}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-before-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const url = name === 'sqlite' ? `sqlite:${join(folder, 'cofactor.db')}` : await freshPostgresUrl();
    const old = await openEngine(url, () => {});
    await migrateTo(old, '0019_service_apps');
    for (const text of [
      `insert into users (id, login_key, status, profile, created_at, updated_at, version)
        values ('u1', 'ada', 'ACTIVE', '{}', '${at}', '${at}', 1)`,
      `insert into api_tokens (id, name, digest, created_at) values ('00T1', 'backend', 'd1', '${at}')`,
      `insert into api_tokens (id, name, digest, owner_id, created_at) values ('00T2', 'owned', 'd2', 'u1', '${at}')`,
      `insert into api_tokens (id, name, digest, created_at, revoked_at) values ('00T3', 'gone', 'd3', '${at}', '${at}')`,
    ]) {
      await old.write(function* () {
        yield { text, values: [] };
      });
    }
    await old.close();
    const { stdout } = await cofactor(['migrate', '--database', url], {});
    assert.match(stdout, /SUPER_ADMIN of their own now.*:\n {2}00T1 {2}backend\n {2}00T2 {2}owned\n$/);
    assert.match((await cofactor(['migrate', '--database', url], {})).stdout, /^already up to date\n$/);
    const engine = await openEngine(url, () => {});
    t.after(() => engine.close());
    const { tokens } = createStore(engine, createVault([new Uint8Array(32)]));
    assert.deepEqual(
      (await tokens.list()).map(({ id, role }) => [id, role]),
      ['00T1', '00T2', '00T3'].map((id) => [id, 'SUPER_ADMIN']),
    );
    // The owner has no role: the token goes on with its own.
    assert.deepEqual((await tokens.presented('d2'))?.owner, { status: 'ACTIVE', roles: [] });
  });
}
