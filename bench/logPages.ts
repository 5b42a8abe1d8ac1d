import { parseArgs } from 'node:util';
import { parseMasterKeys } from '../src/config.ts';
import { createVault } from '../src/crypto/vault.ts';
import type { LogEntry } from '../src/domain/log/logEntry.ts';
import { listLogEvents } from '../src/operations/log/listLogEvents.ts';
import { createStore } from '../src/store/createStore.ts';
import type { Engine } from '../src/store/engine.ts';
import { migrate } from '../src/store/migrate.ts';
import { openEngine } from '../src/store/open.ts';
import type { Store } from '../src/store/store.ts';
import { fillLog, LAST } from './logRows.ts';
import { masterKey } from './seed.ts';

/**
 * Measures pages of the log, `node bench/logPages.ts --database URL --rows 1000000`: in an empty database that it fills
 * first, or one that it has filled. Prints milliseconds of the handler, and microseconds an entry costs with and without
 * the indexes by which entries are found.
 */
const { values } = parseArgs({
  options: { database: { type: 'string', default: 'sqlite::memory:' }, rows: { type: 'string', default: '1000000' } },
});
const engine = await openEngine(values.database, (error) => console.error(error));
await migrate(engine.kysely as never);
await fillLog(engine, Number(values.rows));
const store = createStore(engine, createVault(parseMasterKeys(masterKey)));

const services = { store, now: () => LAST } as Parameters<typeof listLogEvents>[0];
const caller = { principal: { kind: 'apiToken', id: '' }, requestId: '' } as const;
const pad = (prefix: string, n: number) => `${prefix}${String(n).padStart(17, '0')}`;
const PAGES = 30;

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
const withIndexes = await microsecondsAnEntry(store);
await dropIndexes(engine);
console.log(`\nAn entry costs ${withIndexes} µs, without the indexes ${await microsecondsAnEntry(store)} µs.`);
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

async function dropIndexes({ write }: Engine): Promise<void> {
  const names = ['user_id', 'factor_id', 'event', 'outcome', 'actor_id', 'object_id', 'address', 'request_id', 'at'];
  await write(function* () {
    for (const name of names) yield { text: `drop index log_${name}`, values: [] };
  });
}
