import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../scripts/postgres.ts';
import { startChild } from './child.ts';
import type { LoadQuestion, Slice } from './load.ts';
import type { Polled } from './pollers.ts';
import { seedPush } from './pushSeed.ts';
import { markdown, median } from './report.ts';
import { seed } from './seed.ts';
import { startService } from './service.ts';

const TRANSACTIONS = 10_000;
/** Each has two factors, and a factor three codes at any time: more than can be used up. */
const USERS = 40_000;
const CLIENTS = 200;
const SLICE_MS = 2_000;

/**
 * Whether polling weighs on everybody else: TOTP verify alone, and while 200 clients each ask after one of 10,000
 * waiting transactions a second. Slices of both in turn, so that a busy machine is busy for both.
 */
export async function pushReport(folder: string, program: readonly string[], rounds: number): Promise<string> {
  const postgres = await startPostgres({ durable: true });
  const databases = new Map([['SQLite', `sqlite:${join(folder, 'push.db')}`]]);
  if (postgres.url !== undefined) databases.set('PostgreSQL', postgres.url);
  const rows: (readonly (string | number)[])[] = [];
  for (const [name, database] of databases) rows.push(...(await measure(folder, program, { name, database, rounds })));
  if (postgres.url !== undefined) await postgres.stop();
  const head = ['what', 'per second', 'p50 ms', 'p99 ms', 'p99 of the best round', 'p99 to idle, median of rounds'];
  return `${TRANSACTIONS} waiting transactions, ${CLIENTS} clients that poll one of them a second each, ${rounds} rounds\n\n${markdown([head, ...rows])}`;
}

interface Measured {
  readonly name: string;
  readonly database: string;
  readonly rounds: number;
}

async function measure(folder: string, program: readonly string[], { name, database, rounds }: Measured) {
  const factors = join(folder, `push-${name}.json`);
  writeFileSync(factors, JSON.stringify(await seed(database, USERS)));
  const polls = join(folder, `polls-${name}.json`);
  writeFileSync(polls, JSON.stringify(await seedPush(database, TRANSACTIONS)));
  const service = await startService(program, database, { core: 0 });
  const load = startChild('load.ts', 1);
  const ask = <T>(question: LoadQuestion) => load.ask<T>(question);
  await ask({ do: 'target', target: name, url: service.url, factors });
  const slice = () => ask<Slice>({ do: 'slice', target: name, scenario: 'totp', ms: SLICE_MS });

  const [idle, polled, polling]: [Slice[], Slice[], Polled[]] = [[], [], []];
  await slice();
  for (let round = 0; round < rounds; round++) {
    idle.push(await slice());
    await ask({ do: 'poll', url: service.url, paths: polls, clients: CLIENTS });
    // Until every client has begun.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await ask({ do: 'polled' });
    polled.push(await slice());
    polling.push(await ask<Polled>({ do: 'polled', stop: true }));
  }
  await load.stop();
  await service.stop();

  const ratios = polled.map(({ p99 }, round) => p99 / (idle[round]?.p99 ?? Number.NaN));
  const row = (what: string, rates: readonly number[], all: readonly Pick<Slice, 'p50' | 'p99'>[], ratio: string) => [
    `${name}: ${what}`,
    Math.round(median(rates)),
    median(all.map(({ p50 }) => p50)).toFixed(1),
    median(all.map(({ p99 }) => p99)).toFixed(1),
    Math.min(...all.map(({ p99 }) => p99)).toFixed(1),
    ratio,
  ];
  const rate = ({ count, seconds }: Slice) => count / seconds;
  return [
    row('TOTP verify, idle', idle.map(rate), idle, '1.00'),
    row('TOTP verify, while polled', polled.map(rate), polled, median(ratios).toFixed(2)),
    row(
      'poll',
      polling.map(({ count }) => count / (SLICE_MS / 1_000)),
      polling,
      '',
    ),
  ];
}
