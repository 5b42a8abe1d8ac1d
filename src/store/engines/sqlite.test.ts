import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'cofactor-sqlite-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const TURNS = 800;
const ROWS = 50;
const MIB = 2 ** 20;

test('the log of writes stays short under load that never pauses, and is gone when the database is closed', async () => {
  const file = join(folder, 'busy.db');
  const log = `${file}-wal`;
  const engine = openSqlite(file);
  await engine.write(function* () {
    yield { text: 'create table busy (id integer primary key, filler text)', values: [] };
  });
  let written = 0;
  let longest = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const writes = Array.from({ length: ROWS }, (_, n) =>
      engine.write(function* () {
        // Far apart, so that each row is a page of its own.
        const id = ((turn * ROWS + n) * 7919) % 1_000_003;
        yield { text: 'insert into busy (id, filler) values ($1, $2)', values: [id, 'x'.repeat(1000)] };
      }),
    );
    await Promise.all(writes);
    const size = statSync(log).size;
    longest = Math.max(longest, size);
    written += ROWS * 4096;
  }
  await engine.close();
  assert.ok(written > 150 * MIB && longest < 120 * MIB, `${longest / MIB} MiB of log at its longest`);
  assert.equal(existsSync(log), false);

  const again = openSqlite(file);
  const [row] = await again.read({ text: 'select count(*) as n from busy', values: [] });
  assert.equal(row?.n, TURNS * ROWS);
  await again.close();
});

test('only what may last later does not wait for the disk, whatever is written beside it', async () => {
  const engine = openSqlite(join(folder, 'lasting.db'));
  const FULL = 2;
  const NORMAL = 1;
  const text = 'pragma synchronous';
  const write = (lasts?: 'now' | 'later') =>
    engine.write(
      function* () {
        const [row] = yield { text, values: [] };
        return row?.synchronous;
      },
      undefined,
      lasts,
    );
  assert.deepEqual(await Promise.all([write(), write('later'), write('now')]), [FULL, NORMAL, FULL]);
  assert.equal(await write('later'), NORMAL);
  assert.equal((await engine.read({ text, values: [] }))[0]?.synchronous, FULL);
  await engine.close();
});
