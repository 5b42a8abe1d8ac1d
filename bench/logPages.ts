import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { parseMasterKeys } from '../src/config.ts';
import { createVault } from '../src/crypto/vault.ts';
import type { LogEntry } from '../src/domain/log/logEntry.ts';
import { defaultRetention } from '../src/domain/policy/retention.ts';
import { listLogEvents } from '../src/operations/log/listLogEvents.ts';
import { createStore } from '../src/store/createStore.ts';
import type { Engine } from '../src/store/engine.ts';
import { indexSegment } from '../src/store/log/indexLog.ts';
import { keepPartitions } from '../src/store/log/keepPartitions.ts';
import { migrate } from '../src/store/migrate.ts';
import { openEngine } from '../src/store/open.ts';
import type { Store } from '../src/store/store.ts';
import { fillLog, LAST } from './logRows.ts';
import { masterKey } from './seed.ts';

/**
 * Measures pages of the log, `node bench/logPages.ts --database URL --rows 1000000`: in an empty database that it fills
 * first, or one that it has filled and indexed. Prints milliseconds of the handler, and microseconds an entry costs: to write,
 * to index afterwards, and to write into a table with an index for each column by which entries are found.
 */
const { values } = parseArgs({
  options: { database: { type: 'string', default: 'sqlite::memory:' }, rows: { type: 'string', default: '1000000' } },
});
const engine = await openEngine(values.database, (error) => console.error(error));
await migrate(engine.kysely as never);
// As if it had been written while the service ran.
for (const weeks of [13, 11, 9, 7, 5, 3, 1]) {
  await keepPartitions(engine, defaultRetention.log, LAST.subtract({ hours: 24 * 7 * weeks }));
}
await fillLog(engine, Number(values.rows));
const built = await indexAll(engine);
if (built.entries > 0) console.log(`${built.entries} entries were indexed in ${(built.ms / 1000).toFixed(1)} s.\n`);
const store = createStore(engine, createVault(parseMasterKeys(masterKey)));

const services = { store, now: () => LAST } as Parameters<typeof listLogEvents>[0];
const caller = { principal: { kind: 'apiToken', id: '' }, requestId: '' } as const;
const pad = (prefix: string, n: number) => `${prefix}${String(n).padStart(17, '0')}`;
const PAGES = 30;
const ROUNDS = 3;

/** Filters as SIEMs and people at a help desk have them; `n` makes the value another one each time. */
const filters: Readonly<Record<string, (n: number) => Record<string, string>>> = {
  'event type, common': () => ({ filter: 'eventType eq "user.authentication.auth_via_mfa"' }),
  'event type, one in 10,000': () => ({ filter: 'eventType eq "user.account.lock"' }),
  actor: (n) => ({ filter: `actor.id eq "${pad('00u', n * 37)}"` }),
  'target, a user': (n) => ({ filter: `target.id eq "${pad('00u', n * 53)}"` }),
  'target, a factor': (n) => ({ filter: `target.id eq "${pad('sms', n * 41)}"` }),
  'outcome FAILURE': () => ({ filter: 'outcome.result eq "FAILURE"' }),
  address: (n) => ({ filter: `client.ipAddress eq "192.0.${n % 200}.${n % 199}"` }),
  transaction: (n) => ({ filter: `transaction.id eq "req${n * 1009}"` }),
  'event type and outcome': () => ({
    filter: 'eventType eq "user.authentication.auth_via_mfa" and outcome.result eq "FAILURE"',
  }),
  'four event types': () => ({
    filter: ['auth_via_mfa', 'verify', 'sso', 'auth']
      .map((name) => `eventType eq "user.authentication.${name}"`)
      .join(' or '),
  }),
  'a filter that nothing helps with': () => ({ filter: 'client.userAgent.os eq "Plan 9"' }),
  'words that do not occur': () => ({ q: 'no such words' }),
};

const since = LAST.subtract({ hours: 24 * 90 }).toString();
console.log(`| ${engine.name}, ${values.rows} events: 100 of a page | median ms | slowest ms |\n| --- | ---: | ---: |`);
for (const [name, queryOf] of Object.entries(filters)) {
  for (const order of ['ASCENDING', 'DESCENDING'] as const) {
    const times: number[] = [];
    for (let n = 0; n < PAGES; n++) {
      const began = performance.now();
      await listLogEvents(services, {
        params: {},
        body: {},
        caller,
        query: { since, sortOrder: order, ...queryOf(n) },
      });
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    const ms = (at: number) => (times[at] ?? 0).toFixed(1);
    console.log(`| ${name}, ${order.toLowerCase()} | ${ms(PAGES / 2)} | ${ms(PAGES - 1)} |`);
  }
}

console.log(`\n| an entry costs, µs | ${ROUNDS} rounds |\n| --- | --- |`);
const rounds = async () => {
  const costs: string[] = [];
  for (let round = 0; round < ROUNDS; round++) costs.push(await microsecondsAnEntry(store));
  return costs.join(', ');
};
console.log(`| to write | ${await rounds()} |`);
const { entries, ms } = await indexAll(engine);
console.log(`| to index, later | ${((ms * 1000) / entries).toFixed(1)} |`);
await createFormerIndexes(engine);
console.log(`| to write with an index for each column | ${await rounds()} |`);
await store.close();

/** The time an entry takes when a hundred callers write at once, each waiting for the disk. */
async function microsecondsAnEntry({ apply }: Store): Promise<string> {
  const entry = (n: number): LogEntry => ({
    at: LAST,
    event: 'user.authentication.auth_via_mfa',
    outcome: 'SUCCESS',
    userId: pad('00u', (n * 7919) % 100_000),
    factorId: pad('sms', (n * 7919) % 100_000),
    actor: '00T1',
    principal: { kind: 'apiToken', role: 'SUPER_ADMIN' } as never,
    requestId: `measured${String(n).padStart(8, '0')}${Math.random()}`,
    address: `198.51.${n % 250}.${(n * 31) % 250}`,
    userAgent: 'a back-end/1.0',
  });
  const MANY = 20_000;
  let n = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      while (n < MANY) await apply([{ do: 'log', entry: entry(n++) }]);
    }),
  );
  return (((performance.now() - began) * 1000) / MANY).toFixed(1);
}

/** Indexes what there is, and says how many entries that were and how long it took. */
async function indexAll(engine: Engine): Promise<{ readonly entries: number; readonly ms: number }> {
  const began = performance.now();
  const before = await indexedEntries(engine);
  while (await indexSegment(engine, undefined, 0));
  return { entries: (await indexedEntries(engine)) - before, ms: performance.now() - began };
}

async function indexedEntries({ read }: Engine): Promise<number> {
  const [row] = await read({ text: 'select coalesce(sum(entries), 0) as entries from log_segments', values: [] });
  return Number(row?.entries);
}

/** The indexes that the log had before it had one that is written later. */
async function createFormerIndexes({ name, kysely }: Engine): Promise<void> {
  const also = name === 'postgres' ? ', position' : '';
  for (const column of ['user_id', 'factor_id', 'event', 'outcome', 'object_id', 'address', 'request_id']) {
    await sql.raw(`create index log_${column} on log (${column}${also}) where ${column} is not null`).execute(kysely);
  }
  await sql.raw(`create index log_actor_id on log (actor_id${also}) where actor_id <> user_id`).execute(kysely);
  await sql.raw('create index log_at on log (at)').execute(kysely);
}
