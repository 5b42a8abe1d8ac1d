import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');
const flags = ['--port', '0', '--database', 'sqlite::memory:'];

for (const [name, command, args] of [
  ['npm start', 'npm', ['start', '--', ...flags]],
  ['npm run cofactor', 'npm', ['run', 'cofactor', '--', 'dev', ...flags]],
  ['npx cofactor', 'npx', ['cofactor', 'dev', ...flags]],
] as const) {
  test(`SIGTERM to ${name} stops the service and frees its port`, async () => {
    const npm = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    try {
      const url = await listening(npm.stdout);
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      const gone = once(npm, 'exit');
      npm.kill('SIGTERM');
      await gone;
      assert.ok(await isFree(url), 'nothing answers any more');
    } finally {
      try {
        process.kill(-(npm.pid ?? 0), 'SIGKILL');
      } catch {
        // All of them have ended.
      }
    }
  });
}

async function listening(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output, signal: AbortSignal.timeout(60_000) })) {
    const [, url] = /^listening on (\S+)/.exec(line) ?? [];
    if (url !== undefined) {
      output.resume();
      return url;
    }
  }
  throw new Error('it ended without listening');
}

/** Whether a service is gone within some seconds. */
async function isFree(url: string): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    const answered = await fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    );
    if (!answered) return true;
    await setTimeout(100);
  }
  return false;
}

test('a clone without what builds it says in one line what to run', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-clone-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['bin', 'src']) cpSync(join(root, name), join(folder, name), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['fastify', 'commander']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  const child = spawn(process.execPath, [join(folder, 'bin/cofactor.js'), 'dev'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part) => {
    said += part;
  });
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 1);
  assert.match(said, /^cofactor: .*npm ci && npm run build && npm prune --omit=dev\n$/);
});
