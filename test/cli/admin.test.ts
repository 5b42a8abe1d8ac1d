import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cofactor, type Running, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';

const LOGIN = 'ada@example.com';
const PASSWORD = 'Chosen7Giraffes';
const now = { now: () => Temporal.Now.instant() };

for (const engine of ENGINES) {
  describe(`cofactor admin: ${engine}`, () => {
    test('create prints a link by which a person sets themselves up; recover ends what they had, and prints another', async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'cofactor-admin-'));
      t.after(() => rmSync(folder, { recursive: true, force: true }));
      const env = {
        COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
        COFACTOR_DATABASE_URL: engine === 'sqlite' ? `sqlite:${join(folder, 'c.db')}` : await freshPostgresUrl(),
        COFACTOR_COUNTRIES: 'US',
      };
      await cofactor(['migrate'], env);
      const service = await start(['serve'], env, '');
      t.after(() => service.stop());
      const { COFACTOR_MASTER_KEY: _, ...keyless } = env;
      const own = ['--public-url', service.url];

      const created = await cofactor(['admin', 'create', LOGIN, ...own], keyless);
      assert.equal(created.code, 0, created.stderr);
      assert.match(created.stderr, /has SUPER_ADMIN; the link above is shown only now, is good once, and until 20/);
      assert.match(created.stdout, new RegExp(`^${service.url}/admin/setup#[\\w-]{43}\n$`));
      const cookie = await setUp(service, created.stdout);
      assert.equal(await statusOf(service, cookie), 200);

      const again = await cofactor(['admin', 'create', LOGIN, '--role', 'ORG_ADMIN', ...own], keyless);
      assert.equal(again.stdout, `${service.url}/admin/signin\n`, 'who can sign in needs no link');
      assert.match(again.stderr, /has ORG_ADMIN, a password and a factor/);

      const without = await cofactor(['admin', 'recover', LOGIN, ...own], keyless);
      assert.match(without.stderr, /COFACTOR_MASTER_KEY is not set/);
      assert.equal(await statusOf(service, cookie), 200, 'nothing has happened yet');
      const recovered = await cofactor(['admin', 'recover', LOGIN, ...own], env);
      assert.equal(recovered.code, 0, recovered.stderr);
      assert.match(recovered.stderr, /sessions ended, the password no longer counts/);
      assert.match(recovered.stderr, /factors removed: token:software:totp\/GOOGLE/);
      assert.equal(await statusOf(service, cookie), 403);
      assert.equal(await statusOf(service, await setUp(service, recovered.stdout)), 200);
      assert.ok(!service.stderr().includes(recovered.stdout.split('#')[1]?.trim() ?? '?'), 'no token is in the log');
    });
  });
}

test('mistakes are one clear line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-admin-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const env = {
    COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
    COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'c.db')}`,
  };
  await cofactor(['migrate'], env);
  for (const [args, expected] of [
    [['create', 'ada'], /login|email/],
    [['create', LOGIN, '--role', 'KING'], /Allowed choices are SUPER_ADMIN/],
    [['create', LOGIN, '--public-url', 'mfa.example.com'], /must be an absolute http or https URL/],
    [['recover', 'nobody@example.com'], /holds no role: cofactor admin create/],
  ] as const) {
    const { code, stdout, stderr } = await cofactor(['admin', ...args], env);
    assert.deepEqual([code, stdout], [1, ''], args.join(' '));
    assert.match(stderr, expected);
    assert.ok(!stderr.includes('    at '), stderr);
  }
});

/** Goes through the page's calls; the cookie. */
async function setUp(service: Running, link: string): Promise<string> {
  const token = link.trim().split('#')[1];
  const { state } = await body(await post(service, 'password', { token, password: PASSWORD }));
  const enrolled = await body(await post(service, 'factor', { state, kind: 'totp' }));
  const passCode = authenticator(enrolled.activation.sharedSecret, now).code();
  const done = await post(service, 'answer', { state: enrolled.state, answer: { passCode } });
  assert.equal(done.status, 200, await done.clone().text());
  return done.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

const post = (service: Running, step: string, sent: object): Promise<Response> =>
  fetch(`${service.url}/admin/setup/${step}`, {
    method: 'POST',
    headers: { origin: service.url, 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });

async function body(reply: Response) {
  assert.equal(reply.status, 200, await reply.clone().text());
  // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
  return (await reply.json()) as any;
}

const statusOf = async (service: Running, cookie: string): Promise<number> =>
  (await fetch(`${service.url}/api/v1/users/me`, { headers: { cookie } })).status;
