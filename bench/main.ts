import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../scripts/postgres.ts';
import { accessTokenReport } from './accessTokens.ts';
import { writtenByPostgres } from './account.ts';
import { buildPackage } from './build.ts';
import { startChild } from './child.ts';
import { clientReport } from './client.ts';
import { goals } from './goals.ts';
import type { LoadQuestion, Slice } from './load.ts';
import { metricsReport } from './metrics.ts';
import { passwordReport } from './passwords.ts';
import { findPgbench, type Pgbench } from './pgbench.ts';
import { usageOf } from './processes.ts';
import { purgeReport } from './purge.ts';
import { pushReport } from './push.ts';
import { markdown, median, perSecond, type Sample, table } from './report.ts';
import { apiToken, seed, seededId } from './seed.ts';
import { type Service, startService } from './service.ts';
import { measureStartup, measureTesting } from './startup.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    users: { type: 'string' },
    /** A regular expression: only what it matches is measured, besides the bare server and pgbench; `client`, `push`, `passwords`, `metrics` and `purge` are alone. */
    only: { type: 'string', default: '' },
    /** Old rows of the log, and of messages, that `purge` has to delete. */
    rows: { type: 'string' },
  },
});
const rounds = Number(flags.rounds ?? (flags.quick ? 2 : 12));
const users = Number(flags.users ?? (flags.quick ? 1_000 : 8_000));
const sliceMs = flags.quick ? 200 : 1_000;
const [SERVER_CORE, LOAD_CORE] = [0, 1];

/** Measures the service against bare `node:http` and pgbench, all in one run, and prints Markdown (docs/performance.md). */
async function main(folder: string, program: readonly string[]): Promise<void> {
  const load = startChild('load.ts', LOAD_CORE);
  const ask = <T>(question: LoadQuestion) => load.ask<T>(question);
  const echo = startChild('echo.ts', SERVER_CORE);
  const postgres = await startPostgres({ durable: true });
  const databases = new Map([['SQLite', `sqlite:${join(folder, 'bench.db')}`]]);
  if (postgres.url !== undefined) databases.set('PostgreSQL', postgres.url);
  else console.log(`PostgreSQL was not measured: ${postgres.reasons.join('; ')}`);

  const carrier = await ask<string>({ do: 'carrier' });
  const services = new Map<string, Service>();
  for (const [name, database] of databases) {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(await seed(database, users)));
    const service = await startService(program, database, { carrier, core: SERVER_CORE });
    services.set(name, service);
    await ask({ do: 'target', target: name, url: service.url, factors: file });
  }
  const path = `/api/v1/users/${seededId('00u', 1)}/factors`;
  const headers = { authorization: `SSWS ${apiToken}` };
  const list = await (await fetch(`${services.get('SQLite')?.url}${path}`, { headers })).text();
  const url = await echo.ask<string>({ replies: { GET: list, POST: '{"factorResult":"SUCCESS"}' } });
  const verify = `${path}/${seededId('ost', 1)}/verify`;
  await ask({ do: 'echo', url, path: verify, body: '{"passCode":"123456"}' });

  const pgbench = postgres.url === undefined ? undefined : findPgbench(postgres.url, folder, users);
  if (postgres.url !== undefined && !pgbench) console.log('pgbench was not measured: this machine has none');
  const clients = pgbench ? await bestConcurrency(pgbench) : 0;

  const measure = async (target: string, scenario: string): Promise<Sample> => {
    const pid = services.get(target)?.pid ?? echo.pid;
    const before = usageOf(pid);
    const slice = await ask<Slice>({ do: 'slice', target, scenario, ms: sliceMs });
    return { ...slice, cpuMs: usageOf(pid).cpuMs - before.cpuMs };
  };
  const results = new Map<string, Sample[]>();
  const bench: { two: number[]; guarded: number[] } = { two: [], guarded: [] };
  const jobs: (() => Promise<void>)[] = [];
  const addJob = (name: string, target: string, scenario: string) => {
    if (target !== 'bare' && !new RegExp(flags.only).test(name)) return;
    results.set(name, []);
    jobs.push(async () => void results.get(name)?.push(await measure(target, scenario)));
  };
  addJob('bare GET', 'bare', 'GET');
  addJob('bare POST', 'bare', 'POST');
  for (const name of databases.keys()) {
    addJob(`${name}: list factors`, name, 'list');
    addJob(`${name}: TOTP verify`, name, 'totp');
    addJob(`${name}: SMS challenge + verify`, name, 'sms');
  }
  for (const script of ['two', 'guarded'] as const) {
    if (pgbench) jobs.push(async () => void bench[script].push(await pgbench.measure(script, clients, 1)));
  }
  for (let round = -1; round < rounds; round++) {
    for (const job of shuffled(jobs)) await job();
    // The first round only warms up.
    if (round === -1) for (const list of [...results.values(), bench.two, bench.guarded]) list.length = 0;
  }

  const written = [];
  for (const [name, service] of services) {
    const count = async () =>
      name === 'SQLite'
        ? { rows: Number.NaN, bytes: usageOf(service.pid).bytesWritten }
        : writtenByPostgres(databases.get(name) ?? '', flags.quick ? 2_000 : 12_000);
    const before = await count();
    const slice = await ask<Slice>({ do: 'slice', target: name, scenario: 'totp', ms: 2 * sliceMs });
    const after = await count();
    const rows = (after.rows - before.rows) / slice.count;
    written.push([
      name,
      Number.isNaN(rows) ? 'the same' : rows.toFixed(1),
      Math.round((after.bytes - before.bytes) / slice.count),
    ]);
  }
  for (const { stop } of [...services.values(), echo, load]) await stop();
  if (postgres.url !== undefined) await postgres.stop();

  console.log(
    `\n${rounds} rounds of ${sliceMs / 1000} s slices in random order, medians; 64 connections; ${users} users`,
  );
  console.log(
    `${availableParallelism()} cores, Node.js ${process.versions.node}, ${postgres.url ? postgres.label : 'no PostgreSQL'}\n`,
  );
  console.log(table(results), '\n');
  if (pgbench) {
    const service = perSecond(results.get('PostgreSQL: TOTP verify') ?? []);
    const row = (what: string, tps: number) => [what, Math.round(tps), (service / tps).toFixed(2)];
    console.log(
      markdown([
        [`pgbench, ${clients} clients (its best)`, 'per second', 'TOTP verify / pgbench'],
        row('the two statements: read, write', median(bench.two)),
        row('with the budgets spent in between', median(bench.guarded)),
      ]),
      '\n',
    );
  }
  console.log(markdown([['a TOTP verification writes', 'rows', 'bytes'], ...written]), '\n');
  const verifyUs = median((results.get('SQLite: TOTP verify') ?? []).map(({ cpuMs, count }) => (cpuMs * 1000) / count));
  const tokens = Number.isNaN(verifyUs) ? undefined : await accessTokenReport(verifyUs);
  if (tokens) console.log(tokens.table, '\n');
  const startup = await measureStartup(program, folder, flags.quick ? 2 : 7);
  const testingMs = await measureTesting(flags.quick ? 2 : 7);
  console.log(
    `start to first answer: ${Math.round(startup.firstAnswerMs)} ms; idle memory: ${Math.round(startup.rssMib)} MiB\n`,
  );
  const measured = { results, pgbench: median(bench.two), tokenShares: tokens?.shares ?? [], ...startup, testingMs };
  console.log(goals(measured), '\n');
}

async function bestConcurrency(pgbench: Pgbench): Promise<number> {
  const tried: { clients: number; tps: number }[] = [];
  for (const clients of flags.quick ? [16] : [4, 8, 16, 32, 64]) {
    const seconds = flags.quick ? 1 : 3;
    tried.push({ clients, tps: await pgbench.measure('two', clients, seconds) });
  }
  return tried.reduce((best, one) => (one.tps > best.tps ? one : best)).clients;
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

const folder = mkdtempSync(join(tmpdir(), 'cofactor-bench-'));
try {
  if (flags.only !== 'client') {
    const built = await buildPackage();
    try {
      if (!['push', 'passwords', 'metrics', 'purge'].includes(flags.only)) await main(folder, built.program);
      if (new RegExp(flags.only).test('push')) {
        console.log(`\n${await pushReport(folder, built.program, flags.quick ? 2 : 5)}`);
      }
      if (new RegExp(flags.only).test('metrics')) {
        console.log(`\n${await metricsReport(folder, built.program, Number(flags.rounds ?? (flags.quick ? 4 : 40)))}`);
      }
      // A quarter of an hour: only when it is asked for.
      if (flags.only === 'purge') {
        const rows = Number(flags.rows ?? (flags.quick ? 100_000 : 1_000_000));
        console.log(
          `\n${await purgeReport(folder, built.program, rows, Number(flags.rounds ?? (flags.quick ? 1 : 4)))}`,
        );
      }
      if (new RegExp(flags.only).test('passwords'))
        console.log(`\n${await passwordReport(folder, built.program, flags.quick ? 1 : 3)}`);
    } finally {
      built.remove();
    }
  }
  if (new RegExp(flags.only).test('client')) {
    console.log(`\n${await clientReport(join(folder, 'client'), flags.quick ? 5 : 15)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
