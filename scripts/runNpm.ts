import { spawnSync } from 'node:child_process';

/**
 * Runs npm by the Node.js it came with: it may be too old a npm for the pinned one, which our own scripts find first on
 * PATH. `inherit`: what it prints is shown; `pipe`: given back.
 */
export function runNpm(args: readonly string[], cwd: string, output: 'pipe' | 'inherit' = 'pipe'): string {
  const { npm_node_execpath: node, npm_execpath: script } = process.env;
  const [command, first] = node && script ? [node, [script]] : ['npm', []];
  const { status, stdout, stderr, error } = spawnSync(command, [...first, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', output, output],
    timeout: 300_000,
  });
  if (status !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}: ${error?.message ?? `${stdout ?? ''}${stderr ?? ''}`}`);
  }
  return stdout ?? '';
}
