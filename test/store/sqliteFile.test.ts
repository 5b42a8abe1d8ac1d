import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor } from '../support/command.ts';
import { person, served } from '../support/served.ts';

describe('the file of a SQLite database', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-file-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const key = { COFACTOR_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') };

  test('a mistyped path makes no file and no folder, whatever the command', async () => {
    const wrong = join(folder, 'wrong', 'path', 'c.db');
    for (const args of [
      ['serve', '--port', '0'],
      ['token', 'list'],
      ['explain', 'ada@example.com'],
    ]) {
      const { code, stderr } = await cofactor([...args, '--database', `sqlite:${wrong}`], key);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^cofactor: --database .* there is no file .*; if that is the right place, run: cofactor migrate/,
      );
    }
    assert.equal(existsSync(join(folder, 'wrong')), false);
  });

  test('a second serve on one file is refused with one line; after the first is killed, the next may', async (t) => {
    const database = `sqlite:${join(folder, 'twice.db')}`;
    const first = await served(t, database);
    const second = await cofactor(['serve', '--port', '0'], { ...key, COFACTOR_DATABASE_URL: database });
    assert.equal(second.code, 1);
    assert.match(
      second.stderr,
      /^cofactor: .*another cofactor serve runs on .*twice\.db; several processes need PostgreSQL\n$/,
    );
    const tokens = await cofactor(['token', 'list'], { COFACTOR_DATABASE_URL: database });
    assert.equal(tokens.code, 0, 'other commands work beside it');
    await first.stop('SIGKILL');
    const next = await served(t, database);
    assert.equal((await next.call('POST', '/api/v1/users', person())).status, 200);
    assert.equal(await next.stop(), 0);
  });

  for (const [what, change, back] of [
    ['removed', (file: string) => renameSync(file, `${file}.gone`), (file: string) => renameSync(`${file}.gone`, file)],
    [
      'replaced',
      (file: string) => {
        renameSync(file, `${file}.gone`);
        cpSync(`${file}.gone`, file);
      },
      (file: string) => renameSync(`${file}.gone`, file),
    ],
    [
      'left without its log',
      (file: string) => renameSync(`${file}-wal`, `${file}-wal.gone`),
      (file: string) => renameSync(`${file}-wal.gone`, `${file}-wal`),
    ],
  ] as const) {
    test(`a file that is ${what} while serve runs: nothing more is acknowledged, until it is back`, async (t) => {
      const file = join(folder, `${what.replaceAll(' ', '-')}.db`);
      const service = await served(t, `sqlite:${file}`);
      const create = () => service.call('POST', '/api/v1/users', person());
      const ready = async () => (await fetch(`${service.url}/readyz`)).status;
      assert.deepEqual([(await create()).status, await ready()], [200, 200]);
      change(file);
      const refused = await create();
      assert.equal(refused.status, 503);
      assert.match(refused.body.errorCauses.at(-1).errorSummary, /removed or replaced while the service ran/);
      assert.equal(await ready(), 503);
      back(file);
      assert.deepEqual([(await create()).status, await ready()], [200, 200]);
      assert.equal(await service.stop(), 0);
      assert.match(service.stderr(), /removed or replaced/);
    });
  }
});
