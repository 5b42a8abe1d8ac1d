import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differs } from './likeness.ts';
import type { Snippet, Track } from './page.ts';
import type { PageServers } from './pageServers.ts';
import { assertPrinted } from './printed.ts';

const root = join(import.meta.dirname, '../../..');
const LONGEST_MS = 180_000;

/** The service and the files that snippets find around them. */
export interface Surroundings {
  /** The address that `http://127.0.0.1:8080` of the pages stands for. */
  readonly url: string;
  /** A free port for each snippet that starts a service of its own, on 8081 and 8082. */
  readonly ports: readonly [number, number];
  /** Has code find the outside services of the pages. */
  readonly servers?: Pick<PageServers, 'at'>;
  /** An empty database, for snippets that want PostgreSQL. */
  readonly postgresUrl?: string;
}

/** Runs all snippets of one track as one program, and compares what it prints with what the page shows. */
export async function runTrack(track: Track, snippets: readonly Snippet[], around: Surroundings): Promise<void> {
  const code = (snippet: Snippet) =>
    (around.servers?.at(snippet.code) ?? snippet.code)
      .replaceAll('http://127.0.0.1:8080', around.url)
      .replace(/\b808([12])\b/g, (_, digit: string) => String(around.ports[Number(digit) - 1]))
      .replace('postgres://user:password@host/database', around.postgresUrl ?? '$&');
  if (track.startsWith('sh')) await runShell(snippets, code);
  else await runModule(snippets, code);
}

async function runShell(snippets: readonly Snippet[], code: (snippet: Snippet) => string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-docs-'));
  try {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'cofactor'), `#!/bin/sh\nexec '${process.execPath}' '${root}/bin/cofactor.js' "$@"\n`);
    chmodSync(join(bin, 'cofactor'), 0o755);
    symlinkSync(process.execPath, join(bin, 'node'));
    const script = snippets.map((snippet, at) => `printf '\\036%s\\n' ${at}\n${code(snippet)}`).join('\n');
    const { stdout, failure } = await run('bash', ['-euo', 'pipefail', '-c', script], folder, {
      PATH: `${bin}:${process.env.PATH}`,
    });
    const outputs = stdout.split('\x1e').slice(1);
    const last = snippets[outputs.length - 1];
    assert.ok(failure === undefined, `${last?.place}: ${failure}\n${outputs.at(-1)}`);
    for (const [at, { json, place }] of snippets.entries()) {
      const printed = (outputs[at] ?? '').replace(/^\d+\n/, '').trim();
      if (json === undefined) assert.doesNotMatch(printed, /"errorCode"/, `${place} is refused, and does not show it`);
      else assert.equal(differs(json, lastJson(printed, place)), undefined, place);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A snippet may print several replies, one after another; the page shows the last. */
function lastJson(printed: string, place: string): unknown {
  for (const { index } of printed.matchAll(/["[{0-9]/g)) {
    try {
      return JSON.parse(printed.slice(index));
    } catch {
      // Another reply comes after the one that begins here.
    }
  }
  throw new Error(`${place}: that is no JSON: ${printed}`);
}

async function runModule(snippets: readonly Snippet[], code: (snippet: Snippet) => string): Promise<void> {
  // Below node_modules, so that it finds what is installed there, as the file of a user would.
  const folder = join(root, 'node_modules', '.cache', 'cofactor-docs');
  mkdirSync(folder, { recursive: true });
  const file = join(mkdtempSync(join(folder, 'page-')), 'page.mjs');
  // And this package, under its name.
  mkdirSync(join(file, '..', 'node_modules'));
  symlinkSync(root, join(file, '..', 'node_modules', 'cofactor'));
  try {
    writeFileSync(file, snippets.map((snippet) => `// ${snippet.place}\n${code(snippet)}`).join('\n'));
    const args = ['--conditions=@cofactor/source', file];
    const { stdout, failure } = await run(process.execPath, args, join(file, '..'), {});
    assert.ok(failure === undefined, `${snippets[0]?.place}: ${failure}\n${stdout}`);
    assertPrinted(snippets, stdout);
  } finally {
    rmSync(join(file, '..'), { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(COFACTOR_|NODE_TEST|NO_COLOR|FORCE_COLOR)/.test(name),
  );
  // A group of its own: what a snippet starts in the background ends with it.
  const child = spawn(command, args, {
    cwd,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  const late = setTimeout(end, LONGEST_MS);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [status, signal] = await once(child, 'exit');
  clearTimeout(late);
  end();
  return { stdout, failure: status === 0 ? undefined : `it ended with ${status ?? signal}: ${stderr}` };
}
