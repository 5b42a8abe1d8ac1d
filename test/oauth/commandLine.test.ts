import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cofactor } from '../support/command.ts';
import { keyPair } from '../support/oauth/app.ts';

async function begin(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-client-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const env = { COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'cofactor.db')}` };
  await cofactor(['migrate'], env);
  const file = async (alg: string, name: string) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ keys: [(await keyPair(alg)).jwk] }));
    return path;
  };
  return { folder, file, run: (...args: readonly string[]) => cofactor(args, env) };
}

test('cofactor client create prints an id, list shows what it may do, rotate and revoke change it', async (t) => {
  const { file, run } = await begin(t);
  const scopes = 'okta.users.read,okta.groups.read';
  const created = await run('client', 'create', 'sync', '--scopes', scopes, '--jwks', await file('ES256', 'a.json'));
  const id = created.stdout.trim();
  assert.match(id, /^0oa\w{17}$/);
  const listed = (await run('client', 'list')).stdout;
  assert.match(
    listed,
    new RegExp(
      `^${id}  \\S+  active    sync  \\(READ_ONLY_ADMIN; okta.users.read, okta.groups.read; DPoP tokens; 1 key\\)$`,
      'm',
    ),
  );
  const next = await file('RS256', 'b.json');
  assert.equal((await run('client', 'rotate', id, '--jwks', next, '--keep')).stdout, `rotated ${id}\n`);
  assert.match((await run('client', 'list')).stdout, /2 keys/);
  await run('client', 'rotate', id, '--jwks', next);
  assert.match((await run('client', 'list')).stdout, /1 key\)/);
  assert.equal((await run('client', 'revoke', id)).stdout, `revoked ${id}\n`);
  assert.match((await run('client', 'list')).stdout, /inactive/);
});

test('cofactor signing-key retire says what it did, on a database without keys too', async (t) => {
  const { run } = await begin(t);
  const { code, stdout } = await run('signing-key', 'retire');
  assert.deepEqual([code, stdout], [0, 'retired the signing keys; every access token stops within a second\n']);
});

test('the role is the weakest that allows what the scopes open, unless one is named', async (t) => {
  const { file, run } = await begin(t);
  const key = await file('ES256', 'a.json');
  const roleFor = async (...more: readonly string[]) => {
    const { stderr } = await run('client', 'create', 'x', '--jwks', key, '--bearer', ...more);
    return /created: ([\w, ]+);/.exec(stderr)?.[1];
  };
  assert.equal(await roleFor('--scopes', 'okta.users.read'), 'READ_ONLY_ADMIN');
  assert.equal(await roleFor('--scopes', 'okta.users.manage'), 'ORG_ADMIN');
  assert.equal(await roleFor('--scopes', 'okta.apps.manage'), 'SUPER_ADMIN');
  assert.equal(await roleFor('--scopes', 'okta.users.manage', '--role', 'USER_ADMIN'), 'USER_ADMIN');
});

test('a set of keys may be at a private address that --allow-private or the environment lists, and at no other', async (t) => {
  const { folder, file, run } = await begin(t);
  const uri = 'http://keys.internal:8443/jwks';
  const create = ['client', 'create', 'sync', '--scopes', 'okta.users.read', '--jwks-uri'];
  assert.match((await run(...create, uri)).stderr, /--jwks-uri: .*--allow-private/);
  const created = await run(...create, uri, '--allow-private', 'keys.internal');
  assert.equal(created.code, 0, created.stderr);
  const other = await run(...create, 'http://other.internal/jwks', '--allow-private', 'keys.internal');
  assert.match(other.stderr, /--jwks-uri/);
  const env = {
    COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'cofactor.db')}`,
    COFACTOR_ALLOW_PRIVATE: 'keys.internal',
  };
  assert.equal((await cofactor([...create, uri], env)).code, 0);
  const { stdout } = await run(
    'client',
    'create',
    'x',
    '--scopes',
    'okta.users.read',
    '--jwks',
    await file('ES256', 'a'),
  );
  const rotated = await cofactor(['client', 'rotate', stdout.trim(), '--jwks-uri', uri], env);
  assert.equal(rotated.stdout, `rotated ${stdout.trim()}\n`, rotated.stderr);
});

test('what is wrong with the keys, scopes or roles of a client is said', async (t) => {
  const { folder, file, run } = await begin(t);
  const key = await file('ES256', 'a.json');
  const fails = async (args: readonly string[], why: RegExp) => {
    const { code, stderr } = await run('client', ...args);
    assert.equal(code, 1, stderr);
    assert.match(stderr, why);
  };
  const create = ['create', 'x', '--scopes', 'okta.users.read'];
  await fails(create, /either --jwks or --jwks-uri/);
  await fails(['create', 'x', '--scopes', 'everything', '--jwks', key], /there is no scope everything/);
  await fails([...create, '--jwks', key, '--role', 'KING'], /there is no role KING/);
  await fails([...create, '--jwks-uri', 'http://127.0.0.1/keys'], /--jwks-uri/);
  writeFileSync(join(folder, 'private.json'), JSON.stringify({ kty: 'EC', d: 'x' }));
  await fails([...create, '--jwks', join(folder, 'private.json')], /private members/);
  await fails(['revoke', '0oaNobody0000000000'], /there is no client/);
});
