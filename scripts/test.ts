import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { makeTemplate } from './postgres/template.ts';
import { startPostgres } from './postgres.ts';
import { runBatches } from './testBatches.ts';
import { testFiles } from './testFiles.ts';

/** A test that waits for ever fails, and one that leaves something open does not hold the run. */
const LIMITS = ['--test-timeout=300000', '--test-force-exit'];

/** Each test file and each command it runs reads a thousand modules; what the first made of them serves the others. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/cofactor-tests', import.meta.url));

/** Node's own default leaves one core idle, which on two cores is half of them. */
const CORES = Math.max(2, availableParallelism());

/** Runs the tests against a real PostgreSQL; arguments that name TypeScript files replace "all", the rest are node's own. */
async function main(args: readonly string[]): Promise<number> {
  const files = args.filter((arg) => arg.endsWith('.ts'));
  const flags = args.filter((arg) => !arg.endsWith('.ts'));
  const postgres = await startPostgres();
  if (postgres.url === undefined) warn(postgres.reasons);
  else console.log(`PostgreSQL: ${postgres.label}`);

  const template = postgres.url === undefined ? undefined : await makeTemplate(postgres.url);
  const env = {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...process.env,
    ...(template && { DATABASE_URL: postgres.url, TEMPLATE_DATABASE: template.name }),
  };
  const { batches, alone } = testFiles();
  const rounds =
    files.length > 0
      ? [() => runSeparately(files, flags, CORES, env)]
      : [
          () => runBatches(batches, [...LIMITS, ...flags], { places: CORES, env }),
          () => runSeparately(alone, flags, 1, env),
        ];
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (interrupted = true));
  let code = 0;
  for (const round of rounds) if (!interrupted) code = (await round()) || code;

  await template?.drop();
  if (postgres.url !== undefined) await postgres.stop();
  else warn(postgres.reasons);
  return code || (postgres.url === undefined && process.env.CI ? 1 : 0);
}

/** Runs each file in a process of its own, `concurrency` of them side by side. Returns the exit code. */
async function runSeparately(
  files: readonly string[],
  flags: readonly string[],
  concurrency: number,
  env: NodeJS.ProcessEnv,
) {
  const args = ['--test', `--test-concurrency=${concurrency}`, ...LIMITS, ...flags, ...files];
  const runner = spawn(process.execPath, args, { stdio: 'inherit', env });
  const stop = (signal: NodeJS.Signals) => runner.kill(signal);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const [exit] = (await once(runner, 'exit')) as [number | null];
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return exit ?? 1;
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
