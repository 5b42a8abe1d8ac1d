import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openEngine } from '../../src/store/open.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { numbered, segmentsIn, writeNumbered } from '../support/log/logRows.ts';

const ROWS = 4_000;
const SIZE = 32;
const KILLS = 10;
const script = join(import.meta.dirname, '../support/log/indexer.ts');

for (const name of ENGINES) {
  test(`two processes that are killed while they index lose no event and index none twice: ${name}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-index-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const url = name === 'sqlite' ? `sqlite:${join(folder, 'log.db')}` : await freshPostgresUrl();
    const engine = await openEngine(url, () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    await writeNumbered(engine, 0, ROWS, 8);

    const start = () => fork(script, [url, String(SIZE)], { stdio: ['ignore', 2, 2, 'ipc'] });
    const running = [start(), start()];
    t.after(() => {
      for (const child of running) child.kill('SIGKILL');
    });
    for (let kill = 0; kill < KILLS; kill++) {
      const at = kill % 2;
      const child = running[at];
      assert.ok(child);
      // Each time at another moment after it began to work.
      await once(child, 'message');
      await sleep(kill * 3);
      child.kill('SIGKILL');
      await once(child, 'exit');
      running[at] = start();
    }
    const least = Math.floor(ROWS / SIZE / 2);
    while ((await segmentsIn(engine)).length < least) await sleep(20);
    for (const child of running.splice(0)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }

    let through = 0;
    for (const [at, segment] of (await segmentsIn(engine)).entries()) {
      assert.equal(segment.n, at + 1);
      const [counted] = await engine.read({
        text: 'select count(*) as rows from log where position > $1 and position <= $2',
        values: [through, segment.through],
      });
      assert.equal(segment.entries, counted?.rows, `each row up to segment ${segment.n} is in one`);
      through = segment.through;
    }
    const { log } = createStore(engine, createVault([new Uint8Array(32)]));
    const entries = await log.ofUser('00u7');
    const all = Array.from({ length: ROWS }, (_, n) => n);
    assert.deepEqual(
      entries.map(({ detail }) => Number(detail?.n)),
      all.filter((n) => numbered(n).userId === '00u7'),
    );
  });
}
