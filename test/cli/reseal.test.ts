import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { Secret } from 'otpauth';
import { cofactor, type Running, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { buttonToken } from '../support/factors/authenticator.ts';
import { person } from '../support/served.ts';

const [OLD, NEW] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];
const USERS = 8;

for (const engine of ENGINES) {
  describe(`cofactor reseal on ${engine}`, () => {
    async function begun(t: TestContext) {
      const database = engine === 'postgres' ? await freshPostgresUrl() : fileUrl(t);
      const env = (key: string) => ({ COFACTOR_MASTER_KEY: key, COFACTOR_DATABASE_URL: database });
      await cofactor(['migrate'], env(OLD));
      const token = (await cofactor(['token', 'create', 'test', '--role', 'SUPER_ADMIN'], env(OLD))).stdout.trim();
      const serve = async (key: string) => {
        const service = await start(['serve', '--api-limit', '1000000000'], env(key), token);
        t.after(() => service.stop('SIGKILL'));
        return service;
      };
      const factorProfileId = (await cofactor(['factor-profile', 'create', 'b', '--counter'], env(OLD))).stdout.trim();

      /** A user with a token that has a button: every press is a code, which is written down when it is accepted. */
      async function withButton(service: Running) {
        const factors = `/api/v1/users/${(await service.call('POST', '/api/v1/users', person())).body.id}/factors`;
        const secret = new Secret({ size: 20 });
        const { status, body } = await service.call('POST', `${factors}?activate=true`, {
          factorType: 'token:hotp',
          provider: 'CUSTOM',
          factorProfileId,
          profile: { sharedSecret: secret.base32 },
        });
        assert.equal(status, 200, JSON.stringify(body));
        return { path: `${factors}/${body.id}/verify`, press: buttonToken(secret).press };
      }
      return { env, serve, withButton };
    }

    test('0 failed verifications in another process while it runs, and then the old key can go', async (t) => {
      const { env, serve, withButton } = await begun(t);
      const first = await serve(OLD);
      const people = await Promise.all(Array.from({ length: USERS }, () => withButton(first)));
      await first.stop();
      const refused = await cofactor(['serve', '--port', '0'], env(NEW));
      assert.equal(refused.code, 1);
      assert.match(
        refused.stderr,
        /is not the key this database was sealed with; without that key \d+ \(8 in factor_st/,
      );

      const service = await serve(`${NEW},${OLD}`);
      let done = false;
      const statuses: number[] = [];
      const load = Promise.all(
        people.map(async ({ path, press }) => {
          for (let n = 0; !done || n < 3; n++) {
            statuses.push((await service.call('POST', path, { passCode: press() })).status);
          }
        }),
      );
      const sealed = await cofactor(['reseal'], env(`${NEW},${OLD}`));
      done = true;
      await load;
      assert.equal(sealed.code, 0, sealed.stderr);
      assert.match(
        sealed.stdout,
        /^sealed anew: \d+\nkey \w{8} \(newest\): \d+ \(8 in factor_states, .*\)\nkey \w{8}: 0\n$/,
      );
      assert.deepEqual(new Set(statuses), new Set([200]), `${statuses.length} verifications`);
      await service.stop();

      const last = await serve(NEW);
      for (const { path, press } of people) {
        assert.equal((await last.call('POST', path, { passCode: press() })).status, 200);
      }
    });

    test('what a lost key had sealed is removed only when the number of values is confirmed, and then the service starts', async (t) => {
      const { env, serve, withButton } = await begun(t);
      const first = await serve(OLD);
      const { path, press } = await withButton(first);
      await first.stop();
      const refused = await cofactor(['serve', '--port', '0'], env(NEW));
      const [, id = ''] = /reseal --discard (\w{8})$/.exec(refused.stderr.trim()) ?? [];
      const discard = (key: string, ...more: readonly string[]) =>
        cofactor(['reseal', '--discard', id, ...more], env(key));
      const held = await discard(OLD, '--confirm', '1');
      assert.match(held.stderr, /is among COFACTOR_MASTER_KEY, so nothing is lost/);
      const asked = await discard(NEW);
      const [, total = ''] = /^key \w{8}: (\d+) \(1 in factor_states, /.exec(asked.stdout) ?? [];
      assert.equal(asked.code, 1);
      assert.match(asked.stderr, new RegExp(`nothing was removed; .* --discard ${id} --confirm ${total}\n`));
      assert.equal((await discard(NEW, '--confirm', String(Number(total) + 1))).code, 1);
      const again = await serve(OLD);
      assert.equal((await again.call('POST', path, { passCode: press() })).status, 200);
      await again.stop();

      const removed = await discard(NEW, '--confirm', total);
      assert.deepEqual([removed.code, removed.stderr], [0, '']);
      assert.match(removed.stdout, new RegExp(`\nremoved: ${total}, with them 1 factor, to be enrolled anew`));
      const last = await serve(NEW);
      assert.equal((await last.call('POST', path, { passCode: press() })).status, 404);
      const button = await withButton(last);
      assert.equal((await last.call('POST', button.path, { passCode: button.press() })).status, 200);
      assert.match(
        (await discard(NEW, '--confirm', total)).stderr,
        /nothing is sealed with key \w{8}; no key is missing/,
      );
    });

    test('a process whose newest key is the older one writes all the while: that is told, nobody is refused, and it is run again', async (t) => {
      const { env, serve, withButton } = await begun(t);
      const service = await serve(`${OLD},${NEW}`);
      const people = await Promise.all(Array.from({ length: USERS }, () => withButton(service)));
      let done = false;
      const statuses: number[] = [];
      const load = Promise.all(
        people.map(async ({ path, press }) => {
          while (!done) statuses.push((await service.call('POST', path, { passCode: press() })).status);
        }),
      );
      const reseal = () => cofactor(['reseal'], env(`${NEW},${OLD}`));
      let told = await reseal();
      // Should nothing have been written between the last pass and the count.
      for (let tries = 1; told.code === 0 && tries < 10; tries++) told = await reseal();
      done = true;
      await load;
      assert.equal(told.code, 1, told.stdout);
      assert.match(
        told.stderr,
        /\d+ \([^)]*in factor_states[^)]*\) values are under an older key again: a process has it first; start every process with the newest key first/,
      );
      assert.deepEqual(new Set(statuses), new Set([200]), `${statuses.length} verifications`);
      await service.stop();
      const again = await reseal();
      assert.deepEqual([again.code, /\nkey \w{8}: 0\n$/.test(again.stdout)], [0, true], again.stdout + again.stderr);
      const last = await serve(NEW);
      for (const { path, press } of people) {
        assert.equal((await last.call('POST', path, { passCode: press() })).status, 200);
      }
    });

    test('a value that a process seals with the older key afterwards is noticed at start, and sealed anew', async (t) => {
      const { env, serve, withButton } = await begun(t);
      const early = await serve(OLD);
      const { path, press } = await withButton(early);
      const counted = await cofactor(['reseal', '--count'], env(`${NEW},${OLD}`));
      assert.match(counted.stdout, /^key \w{8} \(newest\): 1 \(1 in settings\)\nkey \w{8}: \d+ \(1 in factor_states/);
      assert.equal((await cofactor(['reseal'], env(`${NEW},${OLD}`))).code, 0);
      await early.stop();
      const late = await serve(`${OLD},${NEW}`);
      assert.equal((await late.call('POST', path, { passCode: press() })).status, 200);
      await late.stop();
      const refused = await cofactor(['serve', '--port', '0'], env(NEW));
      assert.equal(refused.code, 1);
      assert.doesNotMatch(refused.stderr, new RegExp(`${OLD}|${NEW}`));
      assert.match((await cofactor(['reseal'], env(`${NEW},${OLD}`))).stdout, /^sealed anew: 1\n/);
    });
  });
}

function fileUrl(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-reseal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return `sqlite:${join(folder, 'c.db')}`;
}
