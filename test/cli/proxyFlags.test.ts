import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';

describe('flags about proxies and addresses', () => {
  test('mistakes are one clear line and a failure', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--trusted-proxies', 'localhost'], /--trusted-proxies must be the number .*, not localhost/],
      [['--trusted-proxies', '1,2'], /--trusted-proxies must be the number .*, not 1,2/],
      [['--trusted-proxies', '10.0.0.0/33'], /not 10\.0\.0\.0\/33/],
      [['--trusted-proxies', '99'], /--trusted-proxies must be a whole number from 0 to 32, not 99/],
      [['--end-user-header', 'X End User'], /--end-user-header must be the name of a header, not X End User/],
    ];
    for (const [args, expected] of cases) {
      const { code, stderr } = await cofactor(['dev', '--database', 'sqlite::memory:', '--port', '0', ...args]);
      assert.equal(code, 1, args.join(' '));
      assert.match(stderr, expected);
    }
  });

  test('serve refuses every address of the machine without a public URL', async () => {
    const env = { COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'), COFACTOR_DATABASE_URL: 'sqlite::memory:' };
    for (const host of ['0.0.0.0', '::']) {
      const { code, stderr } = await cofactor(['serve', '--host', host], env);
      assert.equal(code, 1);
      assert.match(stderr, /^cofactor: --host \S+ listens on every address, .*--public-url https:/);
    }
  });

  test('dev on every address makes links of a name that works, and says so', async (t) => {
    const service = await start(['dev', '--database', 'sqlite::memory:', '--host', '0.0.0.0']);
    t.after(() => service.stop());
    assert.match(service.url, /^http:\/\/localhost:\d+$/);
    const profile = { firstName: 'A', lastName: 'L', email: 'a@example.com', login: 'a@example.com' };
    const { body } = await service.call('POST', '/api/v1/users', { profile });
    assert.ok(body._links.self.href.startsWith(`${service.url}/api/v1/users/`), body._links.self.href);
    while (!service.stderr().includes('--public-url http://ADDRESS:PORT')) await new Promise((r) => setTimeout(r, 50));
  });
});
