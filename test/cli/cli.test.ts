import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';
import { freshPostgresUrl } from '../support/engines.ts';

const masterKey = () => randomBytes(32).toString('base64');

describe('the command line', () => {
  let folder: string;
  let database: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-cli-'));
    database = `sqlite:${join(folder, 'nested', 'c.db')}`;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('--version and --help', async () => {
    assert.match((await cofactor(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await cofactor(['--help']);
    assert.equal(code, 0);
    for (const command of ['dev', 'serve', 'migrate', 'token']) assert.match(stdout, new RegExp(`^  ${command}`, 'm'));
    const help = (await cofactor(['serve', '--help'])).stdout;
    for (const name of ['HOST', 'PORT', 'DATABASE_URL', 'PUBLIC_URL', 'API_LIMIT', 'MASTER_KEY']) {
      assert.ok(help.includes(`COFACTOR_${name}`), name);
    }
  });

  test('mistakes are one clear line and a failure', async () => {
    const cases: readonly (readonly [readonly string[], Record<string, string>, RegExp])[] = [
      [['serve'], {}, /COFACTOR_MASTER_KEY is not set; generate one with/],
      [['serve'], { COFACTOR_MASTER_KEY: 'c2hvcnQ=' }, /must be 32 bytes in base64/],
      [['dev', '--port', 'x'], {}, /--port must be a whole number from 0 to 65535, not x/],
      [['dev', '--database', 'mysql://u:secret@h/d'], {}, /--database must be sqlite:PATH/],
      [
        ['dev', '--port', '0', '--public-url', 'ftp://x', '--database', 'sqlite::memory:'],
        {},
        /COFACTOR_PUBLIC_URL must be an absolute/,
      ],
      [['serve', '--database', database], { COFACTOR_MASTER_KEY: masterKey() }, /run: cofactor migrate/],
      [['token', 'list', '--database', database], {}, /run: cofactor migrate/],
      [['serve', '--token', 'x'], {}, /unknown option '--token'/],
      [['nonsense'], {}, /unknown command 'nonsense'/],
    ];
    for (const [args, env, expected] of cases) {
      const { code, stdout, stderr } = await cofactor(args, env);
      assert.equal(code, 1, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, expected);
      assert.ok(!stderr.includes('    at ') && !stderr.includes('secret'), stderr);
    }
  });

  test('serve: migrate, create a token, use it, revoke it; nothing of development mode is there', async () => {
    const key = { COFACTOR_MASTER_KEY: masterKey(), COFACTOR_DATABASE_URL: database, COFACTOR_COUNTRIES: 'US' };
    assert.match((await cofactor(['migrate'], key)).stdout, /^applied 0001_foundation/);
    assert.equal((await cofactor(['migrate'], key)).stdout, 'already up to date\n');
    const created = await cofactor(['token', 'create', 'my backend', '--role', 'SUPER_ADMIN'], key);
    const secret = created.stdout.trim();
    assert.match(secret, /^cof_[0-9A-Za-z]{49}$/);
    assert.match(
      (await cofactor(['token', 'list'], key)).stdout,
      /^00T\w{17} {2}\S+ {2}active {3}SUPER_ADMIN {2}never used {2}my backend\n$/,
    );

    const service = await start(['serve'], key, secret);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body;
    assert.equal(user._links.self.href, `${service.url}/api/v1/users/${user.id}`);
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
    const enrolled = await service.call('POST', `/api/v1/users/${user.id}/factors`, body);
    assert.deepEqual([enrolled.status, enrolled.body.errorCode], [500, 'E0000138']);
    for (const path of ['/dev', '/dev/inbox', '/dev/clock', '/dev/devices'])
      assert.equal((await service.call('GET', path)).status, 404);
    const first = await (await fetch(service.url)).text();
    assert.ok(first.includes('href="docs"') && !first.includes('href="dev"'), first);
    assert.equal((await service.call('POST', '/dev/reset')).status, 404);
    assert.equal((await service.call('POST', '/dev/devices', { type: 'yubikey' })).status, 404);

    const [id] = (await cofactor(['token', 'list'], key)).stdout.split(' ');
    assert.equal((await cofactor(['token', 'revoke', id ?? ''], key)).stdout, `revoked ${id}\n`);
    assert.match((await cofactor(['token', 'revoke', id ?? ''], key)).stderr, /no active token/);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    assert.equal((await service.call('GET', `/api/v1/users/${user.id}`)).status, 401);
    assert.equal(await service.stop(), 0);
    assert.match(service.stderr(), /a message was not sent/);
    assert.ok(!service.stderr().includes('8024482036') && !service.stderr().includes(secret));

    const other = await cofactor(['serve', '--port', '0'], { ...key, COFACTOR_MASTER_KEY: masterKey() });
    assert.deepEqual([other.code, /not the key this database was sealed with/.test(other.stderr)], [1, true]);
  });

  test('a token may have an owner, who is then `me`', async () => {
    const key = { COFACTOR_MASTER_KEY: masterKey(), COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'me.db')}` };
    await cofactor(['migrate'], key);
    assert.match(
      (await cofactor(['token', 'create', 'x', '--owner', 'nobody'], key)).stderr,
      /no user with the login nobody/,
    );
    const first = (await cofactor(['token', 'create', 'setup', '--role', 'SUPER_ADMIN'], key)).stdout.trim();
    const setup = await start(['serve'], key, first);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const { id } = (await setup.call('POST', '/api/v1/users', { profile })).body;
    assert.equal((await setup.call('GET', '/api/v1/users/me')).status, 404);
    await setup.stop();
    const own = (
      await cofactor(['token', 'create', 'own', '--owner', 'JANE@example.com', '--role', 'USER_ADMIN'], key)
    ).stdout.trim();
    const service = await start(['serve'], key, own);
    assert.equal((await service.call('GET', '/api/v1/users/me')).body.id, id);
    await service.stop();
  });

  test('dev keeps its key beside its database, for its owner only, and its data over a restart', async () => {
    const path = join(folder, 'dev', 'd.db');
    const args = ['dev', '--database', `sqlite:${path}`];
    const first = await start(args);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const { id } = (await first.call('POST', '/api/v1/users', { profile })).body;
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
    const factor = (await first.call('POST', `/api/v1/users/${id}/factors?activate=true`, body)).body;
    const owner = (await first.call('GET', '/api/v1/users/me')).body;
    assert.equal(await first.stop('SIGINT'), 0);
    assert.equal(statSync(`${path}.key`).mode & 0o777, 0o600);
    const second = await start([...args, '--token', 'other-token'], {}, 'other-token');
    assert.equal((await second.call('GET', `/api/v1/users/${id}/factors/${factor.id}`)).body.status, 'ACTIVE');
    assert.equal((await second.call('GET', '/api/v1/users/me')).body.id, owner.id);
    const old = await fetch(`${second.url}/api/v1/users/${id}`, { headers: { authorization: 'SSWS dev-token' } });
    assert.equal(old.status, 401);
    await second.stop();
    assert.ok(!existsSync(`${path}-wal`), 'the database was closed properly');
  });

  test('SIGTERM lets the request in flight finish', async () => {
    const service = await start(['dev', '--database', 'sqlite::memory:']);
    const profile = { firstName: 'S', lastName: 'L', email: 'slow@example.com', login: 'slow@example.com' };
    const body = JSON.stringify({ profile, credentials: { password: { value: 'SomePassword123' } } });
    const outgoing = request(`${service.url}/api/v1/users`, {
      method: 'POST',
      headers: {
        authorization: 'SSWS dev-token',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        // The answer to this says that the request has begun; its body is still to come.
        expect: '100-continue',
      },
    });
    outgoing.flushHeaders();
    await once(outgoing, 'continue');
    const code = service.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.resume();
    assert.equal(response.statusCode, 200);
    assert.equal(await code, 0);
    await assert.rejects(fetch(`${service.url}/healthz`));
  });

  test('several services share one PostgreSQL', { skip: !process.env.DATABASE_URL }, async () => {
    const key = { COFACTOR_MASTER_KEY: masterKey(), COFACTOR_DATABASE_URL: await freshPostgresUrl() };
    await cofactor(['migrate'], key);
    const secret = (await cofactor(['token', 'create', 'x', '--role', 'SUPER_ADMIN'], key)).stdout.trim();
    const [a, b] = await Promise.all([start(['serve'], key, secret), start(['serve'], key, secret)]);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const { id } = (await a.call('POST', '/api/v1/users', { profile })).body;
    assert.equal((await b.call('GET', `/api/v1/users/${id}`)).status, 200);
    assert.deepEqual([await a.stop(), await b.stop()], [0, 0]);
  });
});
