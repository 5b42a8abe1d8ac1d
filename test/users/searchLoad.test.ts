import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { served } from '../support/served.ts';

const USERS = 120_000;
/** Each is looked for in all that everybody's profile has. */
const TERMS = 8;

/** Puts users into a database that was migrated, as fast as SQLite makes them. */
function addUsers(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(`
    begin;
    create temp table n as with recursive c(n) as (select 1 union all select n + 1 from c where n < ${USERS}) select n from c;
    insert into users (id, login_key, status, profile, created_at, updated_at, version)
      select printf('00u%017d', n), 'u' || n || '@example.com', 'ACTIVE',
        json_object('login', 'u' || n || '@example.com', 'email', 'u' || n || '@example.com', 'firstName', 'F' || n, 'lastName', 'L'),
        '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0 from n;
    insert into user_attributes (user_id, name, position, value_key)
      select printf('00u%017d', n), name, 0, lower(value) from n,
        (select 'login' as name, 'u@example.com' as value union all select 'firstName', 'a rather long first name' union all select 'lastName', 'l');
    commit`);
  db.close();
}

test('ATTACK a slow search over 120,000 users on SQLite does not hold up anybody else', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cofactor-search-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'x.db');
  const service = await served(t, `sqlite:${file}`);
  addUsers(file);

  const search = Array.from({ length: TERMS }, (_, n) => `profile.firstName co "${n}zz"`).join(' or ');
  const began = performance.now();
  let over = false;
  const searched = service.call('GET', `/api/v1/users?search=${encodeURIComponent(search)}`).finally(() => {
    over = true;
  });
  const waits: number[] = [];
  while (!over) {
    const asked = performance.now();
    assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
    if (!over) waits.push(performance.now() - asked);
  }
  const took = performance.now() - began;
  const { status, body } = await searched;
  assert.deepEqual([status, body], [200, []]);
  const slowest = Math.max(...waits);
  t.diagnostic(
    `the search took ${took.toFixed(0)} ms; ${waits.length} health checks, the slowest ${slowest.toFixed(0)} ms`,
  );
  assert.ok(waits.length >= 10, `${waits.length} health checks were answered`);
  assert.ok(slowest < took / 2, `${slowest} of ${took} ms`);
  // What was written is found at once.
  const login = 'new@example.com';
  const profile = { firstName: 'N', lastName: 'W', email: login, login };
  assert.equal((await service.call('POST', '/api/v1/users', { profile })).status, 200);
  const found = await service.call('GET', `/api/v1/users?search=${encodeURIComponent(`profile.login eq "${login}"`)}`);
  assert.deepEqual(
    found.body.map((user: { profile: { login: string } }) => user.profile.login),
    [login],
  );
});
