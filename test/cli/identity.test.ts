import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cofactor, start } from '../support/command.ts';

const ISSUER = 'https://id.example.com';

test('cofactor identity links a user to a person at the provider, lists and unlinks; each is one of the other', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-identity-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const env = { COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'a.db')}`, COFACTOR_OIDC_ISSUER: `${ISSUER}/` };
  const dev = await start(['dev', '--oidc-client-id', 'c', '--oidc-roles', 'a=SUPER_ADMIN'], {
    ...env,
    COFACTOR_OIDC_CLIENT_SECRET: 'the-secret-of-the-client',
  });
  for (const name of ['ada', 'grace']) {
    const login = `${name}@example.com`;
    await dev.call('POST', '/api/v1/users', { profile: { firstName: name, lastName: 'L', login, email: login } });
  }
  const page = await (await fetch(`${dev.url}/admin/signin`)).text();
  assert.match(page, /data-provider="id\.example\.com"/);
  assert.equal(await dev.stop(), 0);
  assert.equal((dev.stdout() + dev.stderr()).includes('the-secret-of-the-client'), false);

  const identity = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await cofactor(['identity', ...args], env);
    return { code, text: stdout + stderr };
  };
  assert.match((await identity('link', 'ada@example.com', 's1')).text, /^linked ada@example\.com \(00u/);
  assert.match((await identity('list')).text, /no role yet {2}ada@example\.com {2}s1\n$/);
  for (const [login, subject] of [
    ['grace@example.com', 's1'],
    ['ada@example.com', 's2'],
  ] as const) {
    const { code, text } = await identity('link', login, subject);
    assert.deepEqual([code, /cofactor identity list shows it/.test(text)], [1, true], text);
  }
  assert.match((await identity('link', 'nobody@example.com', 's3')).text, /no user with the login nobody/);
  assert.match((await identity('unlink', 'ada@example.com')).text, /^unlinked ada/);
  assert.match((await identity('unlink', 'ada@example.com')).text, /has no identity at https:\/\/id\.example\.com/);
  const nowhere = await cofactor(['identity', 'list'], { COFACTOR_DATABASE_URL: env.COFACTOR_DATABASE_URL });
  assert.deepEqual([nowhere.code, /--oidc-issuer/.test(nowhere.stderr)], [1, true]);
});
