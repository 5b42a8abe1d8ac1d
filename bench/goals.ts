import { markdown, median, perSecond, ratioToBare, type Sample } from './report.ts';

/** One run. */
export interface Run {
  readonly results: ReadonlyMap<string, readonly Sample[]>;
  /** Transactions a second of the two statements of a verification. */
  readonly pgbench: number;
  /** Processor time of checking an API token, and a plain access token, each as a share of that of a TOTP verification. */
  readonly tokenShares: readonly number[];
  readonly firstAnswerMs: number;
  readonly testingMs: number;
  readonly rssMib: number;
}

/** The project's goals and whether this run reached them; goals it did not measure are left out. */
export function goals({ results, pgbench, tokenShares, firstAnswerMs, testingMs, rssMib }: Run): string {
  const of = (name: string) => results.get(name) ?? [];
  const atLeast = (goal: string, least: number, value: number) => [goal, value.toFixed(2), value >= least, value];
  const below = (goal: string, limit: number, value: number) => [goal, value.toFixed(0), value < limit, value];
  const rows = [
    atLeast('SQLite: TOTP verify ≥ 0.18 of bare POST', 0.18, ratioToBare(results, 'SQLite: TOTP verify')),
    below('… p99 < 40 ms', 40, median(of('SQLite: TOTP verify').map(({ p99 }) => p99))),
    atLeast(
      'PostgreSQL: TOTP verify ≥ 0.8 of pgbench with the two statements',
      0.8,
      perSecond(of('PostgreSQL: TOTP verify')) / pgbench,
    ),
    atLeast('SQLite: list factors ≥ 0.5 of bare GET', 0.5, ratioToBare(results, 'SQLite: list factors')),
    atLeast('PostgreSQL: list factors ≥ 0.5 of bare GET', 0.5, ratioToBare(results, 'PostgreSQL: list factors')),
    [
      'SQLite: checking a token ≤ 5 % of a TOTP verification',
      `${(100 * Math.max(...tokenShares)).toFixed(1)} %`,
      Math.max(...tokenShares) <= 0.05,
      tokenShares.length > 0 ? Math.max(...tokenShares) : Number.NaN,
    ],
    below('start to first answer < 1,000 ms', 1_000, firstAnswerMs),
    below('startCofactor() in a test < 300 ms', 300, testingMs),
    below('idle memory < 120 MiB', 120, rssMib),
  ] as const;
  const measured = rows.filter((row) => !Number.isNaN(row[3]));
  return markdown([
    ['goal', 'this run', ''],
    ...measured.map(([goal, value, reached]) => [String(goal), String(value), reached ? 'reached' : 'missed']),
  ]);
}
