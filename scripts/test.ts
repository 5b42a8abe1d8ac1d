import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { startPostgres } from './postgres.ts';

const everything = [
  'test/**/*.test.ts',
  'src/**/*.test.ts',
  'client/test/**/*.test.ts',
  'conformance/*/*.test.ts',
  'authenticator/**/*.test.ts',
];

/** A test that waits for ever fails, and one that leaves something open does not hold the run. */
const LIMITS = ['--test-timeout=300000', '--test-force-exit'];

/** Runs the tests against a real PostgreSQL; arguments that name TypeScript files replace "all", the rest are node's own. */
async function main(args: readonly string[]): Promise<number> {
  const files = args.filter((arg) => arg.endsWith('.ts'));
  const flags = args.filter((arg) => !arg.endsWith('.ts'));
  const postgres = await startPostgres();
  if (postgres.url === undefined) warn(postgres.reasons);
  else console.log(`PostgreSQL: ${postgres.label}`);

  // Node's own default leaves one core idle, which on two cores is half of them.
  const concurrency = `--test-concurrency=${Math.max(2, availableParallelism())}`;
  const runner = spawn(
    process.execPath,
    ['--test', concurrency, ...LIMITS, ...flags, ...(files.length > 0 ? files : everything)],
    {
      stdio: 'inherit',
      env: { ...process.env, ...(postgres.url !== undefined && { DATABASE_URL: postgres.url }) },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal));
  const [code] = (await once(runner, 'exit')) as [number | null];

  if (postgres.url !== undefined) await postgres.stop();
  else warn(postgres.reasons);
  return code || (postgres.url === undefined && process.env.CI ? 1 : (code ?? 1));
}

/** Before the tests and again after them, so that nobody takes a run without PostgreSQL for a whole one. */
function warn(reasons: readonly string[]): void {
  const lines = [
    'The PostgreSQL tests are SKIPPED: there is no PostgreSQL.',
    ...reasons.map((reason) => `- ${reason}`),
  ];
  if (process.env.CI) lines.push('CI is set, hence the run counts as failed.');
  else lines.push('Set DATABASE_URL, or install PostgreSQL, to run them.');
  const rule = '!'.repeat(80);
  console.error(['', rule, ...lines.map((line) => `! ${line}`), rule, ''].join('\n'));
}

process.exitCode = await main(process.argv.slice(2));
