import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import pg from 'pg';
import { cofactor } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const masterKey = randomBytes(32).toString('base64');

/** What a command says that cannot use its database. */
async function said(url: string, command = 'serve', ...args: readonly string[]): Promise<string> {
  const env = { COFACTOR_MASTER_KEY: masterKey, COFACTOR_DATABASE_URL: url };
  const { code, stdout, stderr } = await cofactor([command, ...args], env);
  assert.deepEqual([code, stdout, stderr.split('\n').length], [1, '', 2], stderr);
  assert.match(stderr, /^cofactor: --database/);
  assert.ok(!stderr.includes('hidden'), 'the password is not repeated');
  return stderr;
}

test('a server that is not there is named with the setting', async () => {
  const line = await said('postgres://u:hidden@127.0.0.1:1/app');
  assert.match(
    line,
    /--database \(COFACTOR_DATABASE_URL\): no connection to 127\.0\.0\.1:1: .*ECONNREFUSED.*; nothing listens/,
  );
  assert.match(await said('postgres://u:hidden@127.0.0.1:1,127.0.0.1:2/app'), /127\.0\.0\.1:1, 127\.0\.0\.1:2/);
});

test('settings that cannot be used are named', async () => {
  assert.match(await said('postgres://u:hidden@a/app?sslmode=prefer'), /sslmode must be one of disable, require/);
  assert.match(await said('postgres://u:hidden@a/app?target_session_attrs=standby'), /target_session_attrs must be/);
  assert.match(await said('postgres://u@a/app', 'serve', '--database-connections', '2'), /from 3 to 1000, not 2/);
});

describe('on a server that refuses', { skip: !ENGINES.includes('postgres') }, () => {
  test('a database that is missing and a grant that is missing are one line each that says what to do', async (t) => {
    const url = new URL(await freshPostgresUrl());
    const missing = new URL(url);
    missing.pathname = '/nowhere';
    assert.match(await said(missing.href), /database "nowhere" does not exist; create the database/);
    const admin = new pg.Client(url.href);
    await admin.connect();
    t.after(() => admin.end());
    const role = `poor${url.pathname.slice(2, 12)}`;
    await admin.query(`create role ${role} login password 'hidden'`);
    url.username = role;
    url.password = 'hidden';
    assert.match(
      await said(url.href, 'migrate'),
      /permission denied for schema public; .*grant usage, create on schema/,
    );
  });

  test('a server without TLS is not talked to when TLS was asked for', async () => {
    const url = await freshPostgresUrl();
    assert.match(await said(`${url}?sslmode=require`), /does not support SSL connections; switch TLS on/);
  });
});
