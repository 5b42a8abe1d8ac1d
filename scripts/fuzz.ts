import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { casesSent } from './fuzz/casesSent.ts';
import { refusalsConfig } from './fuzz/refusals.ts';
import { startPostgres } from './postgres.ts';

/** https://schemathesis.readthedocs.io; pinned, so that a run can be repeated. */
const SCHEMATHESIS = 'schemathesis==4.32.5';
/**
 * Its checks that are left out, for they are of sequences of calls or of headers that are not required. All others hold for
 * every request; that right ones are accepted has exceptions (`fuzz/refusals.ts`), which count only while no list of checks is given.
 */
const NO_CHECKS = [
  'use_after_free',
  'ensure_resource_availability',
  'missing_required_header',
  'object_level_authorization',
  'allow_header_conformance',
];
/** An example of an operation becomes six to twenty cases, right and wrong ones; a run with fewer than `least` on an engine fails. */
const SHORT = { examples: 1, seconds: 15, least: 25 } as const;
const LONG = { examples: 10, seconds: 1_800, least: 15_000 } as const;

const root = join(import.meta.dirname, '..');
const { values: flags } = parseArgs({ options: { short: { type: 'boolean' }, seed: { type: 'string' } } });

/** Sends requests made from the OpenAPI document, right and wrong ones, to a strict service on each engine. */
async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-fuzz-'));
  const postgres = await startPostgres();
  try {
    const program = install(folder);
    writeFileSync(join(folder, 'schemathesis.toml'), refusalsConfig());
    if (postgres.url === undefined) throw new Error(`there is no PostgreSQL: ${postgres.reasons.join('; ')}`);
    process.env.DATABASE_URL = postgres.url;
    const { freshPostgresUrl } = await import('../test/support/engines.ts');
    let sent = 0;
    for (const database of ['sqlite::memory:', await freshPostgresUrl()]) sent += await fuzz(program, folder, database);
    console.log(`${sent} requests, nothing found`);
    return 0;
  } finally {
    if (postgres.url !== undefined) await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function install(folder: string): string {
  const venv = join(folder, 'venv');
  run('python3', ['-m', 'venv', venv], folder);
  run(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', SCHEMATHESIS], folder);
  return join(venv, 'bin', 'schemathesis');
}

async function fuzz(program: string, folder: string, database: string): Promise<number> {
  const { child, url } = await serve(database);
  try {
    const { examples, seconds, least } = flags.short ? SHORT : LONG;
    const seed = flags.seed ?? String(Date.now() % 1_000_000);
    const said = run(
      program,
      [
        ...[
          'run',
          `${url}/openapi.json`,
          '--header',
          'Authorization: SSWS dev-token',
          '--exclude-checks',
          NO_CHECKS.join(),
        ],
        ...['--phases', 'fuzzing', '--max-examples', String(examples), '--max-time', String(seconds), '--seed', seed],
        ...['--continue-on-failure', '--warnings', 'off', '--no-color'],
      ],
      folder,
    );
    const sent = casesSent(said, least);
    console.log(`${database.split(':', 1)}, seed ${seed}: ${/\d+ generated.*/.exec(said)?.[0]}`);
    return sent;
  } finally {
    child.kill('SIGKILL');
  }
}

/** Development mode is strict: what the contract does not declare is a failure of the service. */
async function serve(database: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const args = ['dev', '--port', '0', '--no-send', '--api-limit', '1000000000', '--stranger-limit', '1000000000'];
  const child = spawn(process.execPath, ['bin/cofactor.js', ...args, '--database', database], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, url: line.replace('listening on ', '') };
}

/** Runs a program to its end and gives what it said; throws it when it failed. */
function run(command: string, args: readonly string[], cwd: string): string {
  if (command.includes('/') && !existsSync(command)) throw new Error(`${command} is not there`);
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? ''}\n${stdout}\n${stderr}`);
  return stdout;
}

process.exitCode = await main();
