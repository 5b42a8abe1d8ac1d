import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';

describe('the configuration in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-config-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('--config gives flags; what is typed or in the environment goes before it', async (t) => {
    const config = file(
      'a.toml',
      [
        'database = "sqlite::memory:"',
        'public-url = "http://file.example"',
        'api-limit = 7',
        'token = "file-token"',
        'countries = ["US", "DE"]',
        'pumping-guard = "on"',
        'log-format = "json"',
      ].join('\n'),
    );
    const env = { COFACTOR_CONFIG: config, COFACTOR_PUBLIC_URL: 'http://env.example' };
    const service = await start(['dev', '--api-limit', '9'], env, 'file-token');
    t.after(() => service.stop());
    const { port } = new URL((/listening on (\S+)/.exec(service.stdout()) ?? [])[1] ?? '');
    assert.ok(Number(port) > 0);
    const url = `http://127.0.0.1:${port}/api/v1/users`;
    const headers = { authorization: 'SSWS file-token', 'content-type': 'application/json' };
    const profile = { firstName: 'J', lastName: 'D', email: 'j@example.com', login: 'j@example.com' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ profile }) });
    assert.equal(response.headers.get('x-rate-limit-limit'), '9');
    const { id, _links } = (await response.json()) as { id: string; _links: { self: { href: string } } };
    assert.equal(_links.self.href, `http://env.example/api/v1/users/${id}`);
    const enroll = (body: object) =>
      fetch(`${url}/${id}/factors`, { method: 'POST', headers, body: JSON.stringify(body) });
    const french = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+33612345678' } };
    assert.equal((await enroll(french)).status, 403);
    await service.stop();
    assert.match(service.stderr(), /^\{"level":30/m);
  });

  test('one file serves all commands; a name that no flag has is refused, with the one that was meant', async () => {
    const database = `sqlite:${join(folder, 'c.db')}`;
    const config = file('b.toml', `database = "${database}"\nport = 1234\n`);
    assert.match((await cofactor(['migrate', '--config', config])).stdout, /^applied 0001/);
    const cases: readonly (readonly [string, RegExp])[] = [
      ['prot = 8080', /there is no flag prot; did you mean port\?/],
      ['colour = "red"', /there is no flag colour; cofactor serve --help lists them/],
      ['[server]\nport = 1', /there is no flag server/],
      ['port = "x"', /port: --port must be a whole number from 0 to 65535, not x/],
      ['log-level = "loud"', /log-level: Allowed choices are trace/],
      ['https = "yes"', /https must be true or false/],
      ['host = { a = 1 }', /host must be a text, a number, true, false, or a list of texts/],
      ['fixed-code = "123456"', /there is no flag fixed-code/],
      ['master-key = "hunter2"', /master-key is a secret: set COFACTOR_MASTER_KEY, or COFACTOR_MASTER_KEY_FILE/],
      ['database = "postgres://u:hunter2@h/d', /is not valid TOML at line 1, column \d+/],
    ];
    for (const [text, expected] of cases) {
      const { code, stderr } = await cofactor(['dev', '--config', file('bad.toml', text)]);
      assert.equal(code, 1, text);
      assert.match(stderr, expected);
      assert.ok(stderr.split('\n').length === 2 && !stderr.includes('hunter2'), stderr);
    }
    assert.match(
      (await cofactor(['serve', '--config', join(folder, 'none')])).stderr,
      /none cannot be read \(ENOENT\)/,
    );
  });

  test('a secret comes from a file that its _FILE twin names', async (t) => {
    const env = {
      COFACTOR_DATABASE_URL_FILE: file('url', 'sqlite::memory:\n'),
      COFACTOR_TOKEN_FILE: file('token', 'from-a-file\r\n'),
    };
    const service = await start(['dev'], env, 'from-a-file');
    t.after(() => service.stop());
    assert.equal((await service.call('GET', '/api/v1/users')).status, 200);

    const key = file('key', 'hunter2');
    const refused = async (given: Record<string, string>, expected: RegExp) => {
      const { code, stderr } = await cofactor(['serve'], given);
      assert.equal(code, 1);
      assert.match(stderr, expected);
      assert.ok(!stderr.includes('hunter2'), stderr);
    };
    await refused({ COFACTOR_MASTER_KEY_FILE: key }, /must be 32 bytes in base64/);
    await refused({ COFACTOR_MASTER_KEY_FILE: key, COFACTOR_MASTER_KEY: 'x' }, /are both set; keep one/);
    await refused({ COFACTOR_MASTER_KEY_FILE: join(folder, 'none') }, /none cannot be read \(ENOENT\)/);
    await refused({ COFACTOR_OKTA_HOOK_SECRET_FILE: file('empty', '\n') }, /empty is empty/);
  });

  test('dev logs for people, --log-level says how much', async (t) => {
    const database = ['--database', 'sqlite::memory:'];
    const loud = await start(['dev', ...database]);
    t.after(() => loud.stop());
    await loud.call('GET', '/api/v1/users');
    const quiet = await start(['dev', ...database, '--log-level', 'warn']);
    await quiet.call('GET', '/api/v1/users');
    assert.equal(await quiet.stop(), 0);
    assert.equal(quiet.stderr(), '');
    assert.equal(await loud.stop(), 0);
    assert.match(loud.stderr(), /^\d\d:\d\d:\d\d\.\d{3} info GET \/api\/v1\/users 200 [\d.]+ ms requestId=/m);
  });
});
