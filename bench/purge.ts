import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { startPostgres } from '../scripts/postgres.ts';
import type { Engine } from '../src/store/engine.ts';
import { indexSegment } from '../src/store/log/indexLog.ts';
import { migrate } from '../src/store/migrate.ts';
import { openEngine } from '../src/store/open.ts';
import { startChild } from './child.ts';
import type { LoadQuestion, Slice } from './load.ts';
import { fillLog } from './logRows.ts';
import { fillMessages } from './oldMessages.ts';
import { markdown, median } from './report.ts';
import { seed } from './seed.ts';
import { startService } from './service.ts';

/** A day longer than both are kept. */
const OLD = Temporal.Duration.from({ hours: 24 * 91 });
/** A service looks once a minute whether something is to be deleted. */
const UNTIL_PURGE_MS = 62_000;
const SLICE_MS = 1_000;
const SLICES = 12;
/** Slices by which a service warms up after its start. */
const WARM = 3;
/** Each has two factors, and a factor three codes at any time: more than two phases in a row use up. */
const USERS_A_ROUND = 12_000;
const MOST_USERS = 36_000;
const HOUR_MS = 3_600_000;

/** The rows that are deleted during a phase. */
const kinds = ['none', 'log', 'messages'] as const;
type Kind = (typeof kinds)[number];

interface Phase {
  readonly kind: Kind;
  readonly slices: readonly Slice[];
  readonly deleted: number;
  readonly seconds: number;
}

/**
 * Measures TOTP verifications while old entries of the log and records of messages are deleted, and while none are: the same
 * service on the same database, started in turn with something due and with nothing, so that a busy machine is busy for both.
 */
export async function purgeReport(
  folder: string,
  program: readonly string[],
  rows: number,
  rounds: number,
): Promise<string> {
  const postgres = await startPostgres({ durable: true });
  const databases = new Map([['SQLite', `sqlite:${join(folder, 'purge.db')}`]]);
  if (postgres.url !== undefined) databases.set('PostgreSQL', postgres.url);
  else console.log(`PostgreSQL was not measured: ${postgres.reasons.join('; ')}`);
  const load = startChild('load.ts', 1);
  const lines: (readonly (string | number)[])[] = [
    ['what', 'per second', 'p50 ms', 'p99 ms', 'rows deleted a second', 'rate to none', 'p99 to none'],
  ];
  try {
    for (const [name, database] of databases) {
      await fill(database, rows);
      const factors = join(folder, `purge-${name}.json`);
      writeFileSync(factors, JSON.stringify(await seed(database, Math.min(MOST_USERS, USERS_A_ROUND * rounds))));
      await load.ask({ do: 'target', target: name, url: '', factors } satisfies LoadQuestion);
      const phases: Phase[] = [];
      for (let round = 0; round < rounds; round++) {
        for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
          await setDue(database, kind);
          const before = await remaining(database);
          const service = await startService(program, database, { core: 0 });
          await load.ask({ do: 'moved', target: name, url: service.url } satisfies LoadQuestion);
          if (kind !== 'none') await setTimeout(UNTIL_PURGE_MS);
          const began = performance.now();
          const slice = () =>
            load.ask<Slice>({ do: 'slice', target: name, scenario: 'totp', ms: SLICE_MS } satisfies LoadQuestion);
          for (let n = 0; n < WARM; n++) await slice();
          const slices: Slice[] = [];
          for (let n = 0; n < SLICES; n++) slices.push(await slice());
          await service.stop();
          const seconds = (performance.now() - began) / 1_000;
          phases.push({ kind, slices, deleted: before - (await remaining(database)), seconds });
        }
      }
      lines.push(...linesOf(name, phases));
    }
  } finally {
    await load.stop();
    if (postgres.url !== undefined) await postgres.stop();
  }
  return [
    `${rows} old entries of the log and ${rows} old records of messages; ${rounds} rounds of ${SLICES} s of each in turn, medians\n`,
    markdown(lines),
  ].join('\n');
}

function linesOf(name: string, phases: readonly Phase[]): readonly (readonly (string | number)[])[] {
  const of = (kind: Kind) => {
    const some = phases.filter((phase) => phase.kind === kind);
    const slices = some.flatMap((phase) => phase.slices);
    const rate = median(slices.map(({ count, seconds }) => count / seconds));
    const p99 = median(slices.map((slice) => slice.p99));
    const deleted = median(some.map((phase) => phase.deleted / phase.seconds));
    if (kind === 'none' ? deleted !== 0 : deleted < 1)
      throw new Error(`${name}, ${kind}: ${deleted} rows were deleted a second`);
    return { rate, p99, p50: median(slices.map((slice) => slice.p50)), deleted };
  };
  const none = of('none');
  return kinds.map((kind) => {
    const { rate, p50, p99, deleted } = of(kind);
    return [
      ...[
        `${name}: TOTP verify, ${words[kind]}`,
        Math.round(rate),
        p50.toFixed(1),
        p99.toFixed(1),
        Math.round(deleted),
      ],
      ...[(rate / none.rate).toFixed(2), (p99 / none.p99).toFixed(2)],
    ];
  });
}

const words: Readonly<Record<Kind, string>> = {
  none: 'no purge',
  log: 'while the log is purged',
  messages: 'while messages are purged',
};

async function on<T>(database: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine(database, (error) => console.error(error));
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Fills an empty database as one that has been in use for long: what is old is indexed, and notice of it was given. */
const fill = (database: string, rows: number): Promise<void> =>
  on(database, async (engine) => {
    await migrate(engine.kysely as never);
    const last = Temporal.Now.instant().subtract(OLD);
    await fillLog(engine, rows, last);
    await fillMessages(engine, rows, last);
    while (await indexSegment(engine, undefined, 0));
    await engine.write(function* () {
      for (const name of ['log', 'messages']) {
        yield {
          text: 'insert into retention (name, days, least_days, due_ms, next_ms) values ($1, 90, 30, 0, 0)',
          values: [name],
        };
      }
    });
  });

/** Says what is to be purged next. A database of SQLite has one process at a time: this is said while the service is not there. */
const setDue = (database: string, kind: Kind): Promise<void> =>
  on(database, (engine) =>
    engine.write(function* () {
      yield {
        text: 'update retention set next_ms = case when name = $1 then 0 else cast($2 as bigint) end',
        values: [kind, Date.now() + HOUR_MS],
      };
    }),
  );

/** The number of old rows. */
const remaining = (database: string): Promise<number> =>
  on(database, async ({ kysely }) => {
    const { rows } = await sql<{ readonly n: number }>`select (select count(*) from messages)
      + (select count(*) from log where actor = '00T1') as n`.execute(kysely);
    return Number(rows[0]?.n);
  });
