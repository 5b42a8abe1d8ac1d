import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startPostgres } from './postgres.ts';
import { makeTemplate } from './postgres/template.ts';
import { testFiles } from './testFiles.ts';

/** A test that waits for ever fails, and one that leaves something open does not hold the run. */
const LIMITS = ['--test-timeout=300000', '--test-force-exit'];

/** Each test file and each command it runs reads a thousand modules; what the first made of them serves the others. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/cofactor-tests', import.meta.url));

/** Node's own default leaves one core idle, which on two cores is half of them. */
const CORES = Math.max(2, availableParallelism());

function rounds() {
  const { together, alone } = testFiles();
  return [
    { concurrency: CORES, of: together },
    { concurrency: 1, of: alone },
  ];
}

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
  let code = 0;
  for (const { concurrency, of } of files.length > 0 ? [{ concurrency: CORES, of: files }] : rounds()) {
    const runner = spawn(
      process.execPath,
      ['--test', `--test-concurrency=${concurrency}`, ...LIMITS, ...flags, ...of],
      {
        stdio: 'inherit',
        env,
      },
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => runner.kill(signal));
    const [exit, signal] = (await once(runner, 'exit')) as [number | null, string | null];
    code ||= exit ?? 1;
    if (signal !== null) break;
  }

  await template?.drop();
  if (postgres.url !== undefined) await postgres.stop();
  else warn(postgres.reasons);
  return code || (postgres.url === undefined && process.env.CI ? 1 : 0);
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
