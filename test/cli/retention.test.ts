import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

for (const engine of ENGINES) {
  describe(`cofactor retention and export-user: ${engine}`, () => {
    let folder: string;
    let env: Readonly<Record<string, string>>;
    let boss: string;
    const token = async (...rights: readonly string[]) =>
      (await cofactor(['token', 'create', 'backend', ...rights], env)).stdout.trim();
    const allow = (secret: string | undefined, what: string, days: string) =>
      cofactor(['retention', 'allow', what, days], { ...env, ...(secret !== undefined && { COFACTOR_TOKEN: secret }) });
    const serve = (...flags: readonly string[]) => cofactor(['serve', '--port', '0', ...flags], env);

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'cofactor-retention-'));
      env = {
        COFACTOR_DATABASE_URL: engine === 'sqlite' ? `sqlite:${join(folder, 'c.db')}` : await freshPostgresUrl(),
        COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
      };
      assert.equal((await cofactor(['migrate'], env)).code, 0);
      boss = await token('--role', 'SUPER_ADMIN');
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    test('the service does not start with fewer than 30 days that nobody has allowed, and names the command', async () => {
      const { code, stderr } = await serve('--retain-log', '7');
      assert.equal(code, 1);
      assert.match(stderr, /cofactor: --retain-log 7: fewer than 30 days .* cofactor retention allow log 7/);
    });

    test('attack: without a token, or with one that is not a whole SUPER_ADMIN’s, nothing is allowed', async () => {
      const refusals: readonly (readonly [string | undefined, RegExp])[] = [
        [undefined, /COFACTOR_TOKEN is not set/],
        ['nonsense', /COFACTOR_TOKEN is no API token that works here/],
        [await token('--role', 'ORG_ADMIN'), /it takes one with the role SUPER_ADMIN/],
        [await token('--role', 'SUPER_ADMIN', '--scopes', 'okta.logs.read'), /not limited to scopes or networks/],
        [await token('--role', 'SUPER_ADMIN', '--networks', '127.0.0.1'), /not limited to scopes or networks/],
      ];
      for (const [secret, why] of refusals) {
        const { code, stdout, stderr } = await allow(secret, 'log', '7');
        assert.deepEqual([code, stdout], [1, '']);
        assert.match(stderr, why);
      }
      assert.equal((await serve('--retain-log', '7')).code, 1);
    });

    test('what a SUPER_ADMIN allowed holds for what they named and no further, and both steps are in the log', async () => {
      const allowed = await allow(boss, 'log', '7');
      assert.deepEqual([allowed.code, allowed.stderr], [0, '']);
      assert.equal(allowed.stdout, '--retain-log may be 7 days or more from now on\n');
      assert.match((await serve('--retain-log', '6')).stderr, /fewer than 7 days .* cofactor retention allow log 6/);
      assert.match((await serve('--retain-messages', '7')).stderr, /cofactor retention allow messages 7/);
      const service = await start(['serve'], { ...env, COFACTOR_RETAIN_LOG: '7' }, boss);
      try {
        const filter = encodeURIComponent('eventType sw "cofactor.retention."');
        const { status, body } = await service.call('GET', `/api/v1/logs?filter=${filter}`);
        assert.equal(status, 200);
        const [given, changed] = body;
        const dataOf = (event: typeof given) => event.debugContext.debugData;
        assert.equal(body.length, 2, JSON.stringify(body));
        assert.equal(given.eventType, 'cofactor.retention.allow');
        assert.deepEqual([dataOf(given).name, dataOf(given).days], ['log', '7']);
        const [id] = (await cofactor(['token', 'list'], env)).stdout.split(' ');
        assert.equal(given.actor.id, id);
        assert.equal(changed.eventType, 'cofactor.retention.update');
        assert.deepEqual([dataOf(changed).name, dataOf(changed).to], ['log', '7']);
      } finally {
        await service.stop();
      }
    });

    test('cofactor export-user prints what is held about one person for a SUPER_ADMIN alone, and their log says who asked', async () => {
      const login = 'zq.ada@privacy.example';
      assert.equal((await cofactor(['admin', 'create', login], env)).code, 0);
      const asking = (ref: string, secret?: string) =>
        cofactor(['export-user', ref], { ...env, ...(secret !== undefined && { COFACTOR_TOKEN: secret }) });
      const refused = await asking(login, await token('--role', 'ORG_ADMIN'));
      assert.deepEqual([refused.code, refused.stdout], [1, '']);
      assert.match(refused.stderr, /it takes one with the role SUPER_ADMIN/);
      assert.match((await asking(login)).stderr, /COFACTOR_TOKEN is not set/);
      assert.match((await asking('nobody', boss)).stderr, /nothing is held about nobody/);
      const first = JSON.parse((await asking(login, boss)).stdout);
      assert.equal(first.held.users.rows[0].profile.login, login);
      assert.equal(first.leftOut['users.password_hash'], 'hash of the password');
      const { held } = JSON.parse((await asking(first.user, boss)).stdout);
      const [id] = (await cofactor(['token', 'list'], env)).stdout.split(' ');
      const told: readonly { readonly event: string; readonly actor?: string }[] = held.log.rows;
      assert.deepEqual(
        told.filter(({ event }) => event === 'cofactor.user.export').map(({ actor }) => actor),
        [id],
      );
    });

    test('an export stands in the audit log as well, where that is on, and no login with it', async () => {
      const file = join(folder, 'audit.log');
      const own = { ...env, COFACTOR_TOKEN: boss, COFACTOR_AUDIT_LOG: file };
      const login = 'zq.eve@privacy.example';
      assert.equal((await cofactor(['admin', 'create', login], env)).code, 0);
      const { code, stdout } = await cofactor(['export-user', login], own);
      assert.equal(code, 0);
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      assert.deepEqual(
        lines.map((line) => JSON.parse(line)['event.action']),
        ['cofactor.user.export'],
      );
      assert.ok(lines[0]?.includes(JSON.parse(stdout).user));
      assert.ok(!lines[0]?.includes(login));
      const flagged = await cofactor(['export-user', login, '--audit-log', 'stderr'], { ...env, COFACTOR_TOKEN: boss });
      assert.match(flagged.stderr, /cofactor\.user\.export/);
    });

    test('days that are no whole number from 1 to 3650 are refused', async () => {
      for (const days of ['0', '3651', '7.5']) {
        assert.match((await serve('--retain-log', days)).stderr, /--retain-log/);
        assert.equal((await allow(boss, 'log', days)).code, 1);
      }
    });
  });
}
