import { spawnSync } from 'node:child_process';

/** The longest time an installation or a compilation may take, in milliseconds. */
const PATIENCE_MS = 900_000;

/** Runs a command to its end; throws with what it printed if it fails. */
export function shell(
  file: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  patienceMs = PATIENCE_MS,
): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patienceMs,
  });
  if (status === 0) return stdout;
  throw new Error(`${file} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`.slice(-4_000)}`);
}

/** Whether a command is there at all. */
export const present = (file: string, args: readonly string[]): boolean => spawnSync(file, args).status === 0;
