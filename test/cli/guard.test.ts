import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, type Running, start } from '../support/command.ts';

describe('the flags of the pumping guard', () => {
  let folder: string;
  let env: Record<string, string>;
  let secret: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-guard-'));
    env = {
      COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'c.db')}`,
      COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
    };
    await cofactor(['migrate'], env);
    secret = (await cofactor(['token', 'create', 'test', '--role', 'SUPER_ADMIN'], env)).stdout.trim();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  let people = 0;
  const enroll = async (service: Running, phoneNumber: string): Promise<string> => {
    const login = `guard${++people}@example.com`;
    const profile = { firstName: 'Jane', lastName: 'Doe', email: login, login };
    const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } };
    const answer = await service.call('POST', `/api/v1/users/${id}/factors`, body);
    return answer.body.errorCode ?? answer.body.status;
  };

  test('serve allows no country until it is told which, and says so loudly', async () => {
    const service = await start(['serve'], env, secret);
    assert.equal(await enroll(service, '+18024482036'), 'E0000099');
    await service.stop();
    assert.match(service.stderr(), /NO COUNTRY IS ALLOWED.*--countries US,DE/);
  });

  test('serve sends where it may and refuses invalid numbers; off and dry-run are said aloud', async () => {
    const service = await start(['serve', '--countries', 'us, DE'], env, secret);
    assert.equal(await enroll(service, '+18024482036'), 'E0000138', 'allowed, but there is no provider');
    assert.equal(await enroll(service, '+447911120123'), 'E0000099');
    assert.equal(await enroll(service, '+15554151337'), 'E0000098');
    await service.stop();
    // Audit lines say why a message was kept back; there is no warning about the guard.
    const warnings = service.stderr().replaceAll(/^\{"@timestamp".*$/gm, '');
    assert.doesNotMatch(warnings, /COUNTRY|pumping/);
    for (const [mode, said] of [
      ['off', /guard is off/],
      ['dry-run', /only logs/],
    ] as const) {
      const other = await start(['serve'], { ...env, COFACTOR_PUMPING_GUARD: mode }, secret);
      assert.equal(await enroll(other, '+447911120124'), 'E0000138');
      await other.stop();
      assert.match(other.stderr(), said);
    }
  });

  test('dev keeps nothing back unless it is asked to; then with the numbers of a file', async () => {
    const free = await start(['dev', '--database', 'sqlite::memory:']);
    for (let n = 0; n < 25; n++) assert.equal(await enroll(free, `+155541513${10 + n}`), 'PENDING_ACTIVATION');
    await free.stop();
    const numbers = file('numbers.json', '{"perPrefix": 2}');
    const guarded = await start([
      'dev',
      '--database',
      'sqlite::memory:',
      '--pumping-guard',
      'on',
      '--guard-numbers',
      numbers,
    ]);
    const answers: string[] = [];
    for (let n = 0; n < 3; n++) answers.push(await enroll(guarded, `+155541513${10 + n}`));
    assert.deepEqual(answers, ['PENDING_ACTIVATION', 'PENDING_ACTIVATION', 'E0000150']);
    await guarded.stop();
  });

  test('mistakes are one clear line', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--countries', 'US,Germany'], /two-letter codes like US,DE.*not GERMANY/],
      [['--pumping-guard', 'maybe'], /Allowed choices are off, dry-run, on/],
      [['--guard-numbers', join(folder, 'none.json')], /none\.json cannot be read \(ENOENT\)/],
      [['--guard-numbers', file('list.json', '[1]')], /must hold one JSON object/],
      [['--guard-numbers', file('zero.json', '{"perDay": 0}')], /zero\.json: perDay: /],
      [['--guard-numbers', file('odd.json', '{"perWeek": 5}')], /odd\.json: perWeek: There is no such field/],
    ];
    for (const [args, said] of cases) {
      const { code, stderr } = await cofactor(['serve', ...args], env);
      assert.equal(code, 1);
      assert.match(stderr, said);
    }
  });
});
