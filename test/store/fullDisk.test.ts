import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openSqlite } from '../../src/store/engines/sqlite.ts';
import { DatabaseNotWritable } from '../../src/store/shared/databaseUnavailable.ts';
import { served } from '../support/served.ts';

const MIB = 2 ** 20;

/** A disk of its own, of a few MiB; undefined where the kernel does not let us have one. */
function smallDisk(t: { after(run: () => void): void }, size: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  t.after(() => {
    if (status === 0) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return status === 0 ? folder : undefined;
}

const eventually = async (what: string, is: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    if (await is()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never: ${what}`);
};

describe('SQLite on a full disk', () => {
  test('serve says 503 and why, keeps its log short, loses nothing, and goes on when there is room', async (t) => {
    const folder = smallDisk(t, '6m');
    if (folder === undefined) {
      console.error('!!! the test on a full disk is SKIPPED: no tmpfs can be mounted here (it takes root)');
      t.skip('no tmpfs can be mounted');
      return;
    }
    const file = join(folder, 'c.db');
    const service = await served(t, `sqlite:${file}`, ['--drain', '0']);
    const headers = { authorization: `SSWS ${service.token}`, 'content-type': 'application/json' };
    const ready = async () => (await fetch(`${service.url}/readyz`)).status;
    let n = 0;
    const create = async () => {
      const login = `disk${++n}@example.com`;
      const filler = Object.fromEntries([1, 2].map((one) => [`filler${one}`, 'x'.repeat(4_000)]));
      const profile = { firstName: 'D', lastName: 'F', email: login, login, ...filler };
      const answer = await fetch(`${service.url}/api/v1/users`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ profile }),
      });
      return { login, answer };
    };
    assert.equal(await ready(), 200);
    const acknowledged: string[] = [];
    let longest = 0;
    let refused: Response | undefined;
    while (!refused && n < 2_000) {
      const { login, answer } = await create();
      if (answer.status === 200) acknowledged.push(login);
      else refused = answer;
      longest = Math.max(longest, statSync(`${file}-wal`).size);
    }
    // Without folding in by size the log took all of the disk after 69 users.
    assert.ok(acknowledged.length > 150, `${acknowledged.length} users`);
    assert.ok(longest < 5 * MIB, `${longest} bytes of log`);
    assert.deepEqual([refused?.status, refused?.headers.get('cofactor-reason')], [503, 'DATABASE']);
    assert.ok(Number(refused?.headers.get('retry-after')) >= 1);
    const said = (await refused?.json()) as { errorCauses: { errorSummary: string }[] };
    assert.match(said.errorCauses.at(-1)?.errorSummary ?? '', /cannot be written: its disk is full/);
    // What is left may be too little for a user and enough for the question whether anything can be written.
    let unready = '';
    await eventually('not ready', async () => {
      await create().then(({ login, answer }) => answer.status === 200 && acknowledged.push(login));
      const answer = await fetch(`${service.url}/readyz`);
      unready = await answer.text();
      return answer.status === 503;
    });
    assert.match(unready, /SQLITE_FULL/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await ready(), 503, 'it does not flap');
    const log = statSync(`${file}-wal`).size;
    assert.ok(log < 2 * MIB, `${log} bytes of log on the full disk`);
    assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${service.url}/api/v1/users/${acknowledged[0]}`, { headers })).status, 200);

    assert.equal(spawnSync('mount', ['-o', 'remount,size=24m', folder]).status, 0);
    await eventually('ready', async () => (await ready()) === 200);
    for (let more = 0; more < 50; more++) {
      const { login, answer } = await create();
      assert.equal(answer.status, 200);
      acknowledged.push(login);
    }
    for (const login of acknowledged) {
      assert.equal((await fetch(`${service.url}/api/v1/users/${login}`, { headers })).status, 200, login);
    }
    assert.equal(await service.stop(), 0);
    assert.equal(existsSync(`${file}-wal`), false);
    assert.match(service.stderr(), /its disk is full/);
  });

  test('a change that does not fit leaves nothing behind; the next that fits is kept', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-full-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const told: Error[] = [];
    const engine = openSqlite(join(folder, 'c.db'), (error) => told.push(error));
    const run = (...texts: readonly string[]) =>
      engine.write(function* () {
        for (const text of texts) yield { text, values: [] };
      });
    await run('create table t (a text)');
    // The engine's own error for a full disk, without a disk that is full.
    await engine.read({ text: 'pragma max_page_count = 10', values: [] });
    const big = `insert into t values ('${'x'.repeat(60_000)}')`;
    const both = await Promise.allSettled([run(`insert into t values ('beside')`), run(big)]);
    for (const { status, ...rest } of both) {
      assert.equal(status, 'rejected');
      assert.ok((rest as PromiseRejectedResult).reason instanceof DatabaseNotWritable);
    }
    await assert.rejects(run(big), DatabaseNotWritable);
    assert.equal(told.length, 1, 'the operator is told once');
    await run(`insert into t values ('small')`);
    await engine.read({ text: 'pragma max_page_count = 1000', values: [] });
    await run(big);
    const rows = await engine.read({ text: 'select length(a) as n from t order by n', values: [] });
    assert.deepEqual(
      rows.map(({ n }) => n),
      [5, 60_000],
    );
    await engine.ping();
    await engine.close();
  });
});
