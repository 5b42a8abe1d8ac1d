import { setTimeout as sleep } from 'node:timers/promises';
import { createVault } from '../../../src/crypto/vault.ts';
import type { LogEntry } from '../../../src/domain/log/logEntry.ts';
import { createStore } from '../../../src/store/createStore.ts';
import type { Engine } from '../../../src/store/engine.ts';
import { insertLog } from '../../../src/store/log/log.ts';
import { openEngine } from '../../../src/store/open.ts';

/** Writes to the log of a database, as a process of its own: `node writer.ts URL PROCESS WRITERS EVENTS`. */
const [url = '', name = '', writers = '', events = ''] = process.argv.slice(2);
const engine = await openEngine(url, (error) => console.error(error));
const store = createStore(engine, createVault([new Uint8Array(32)]));

const entryOf = (writer: string, n: number): LogEntry => ({
  at: Temporal.Now.instant(),
  event: 'user.account.lock',
  outcome: 'SUCCESS',
  userId: writer,
  detail: { n: String(n) },
});

/** Every third entry is written by a transaction that is open for a while after it, so that younger ones overtake it. */
async function write(writer: string): Promise<void> {
  for (let n = 0; n < Number(events); n++) {
    const entry = entryOf(writer, n);
    if (n % 3 !== 0) await untilFree(() => store.apply([{ do: 'log', entry }]));
    else await untilFree(() => slowly(engine, entry));
  }
}

const slowly = ({ name, write: run }: Engine, entry: LogEntry): Promise<void> =>
  run(function* () {
    yield insertLog(entry);
    if (name === 'postgres') yield { text: 'select pg_sleep($1)', values: [Math.random() * 0.02] };
  });

/** A file of SQLite has one writer at a time; the other process waits for its turn. */
async function untilFree(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(10);
    }
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(`${name}.${writer}`)));
await store.close();
