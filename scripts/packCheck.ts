import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { compileSlips } from '../client/test/support/slips.ts';
import { checkWeight } from './installWeight.ts';
import { runNpm } from './runNpm.ts';

const root = join(import.meta.dirname, '..');

/** Proves that what `npm publish` would send works for somebody who has nothing but that: installs it, starts it, uses it. */
async function packCheck(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-pack-'));
  try {
    const bin = install(folder);
    console.log(`- version: ${printsVersion(bin)}`);
    console.log(`- old Node.js: ${refusesOldNode(bin)}`);
    await servesOneFactor(bin, folder);
    checksTypes(folder);
    runsOnOldNode(folder);
    console.log('pack check passed');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function install(folder: string): string {
  const tarball = runNpm(['pack', '--silent', '--pack-destination', folder], root).trim().split('\n').at(-1);
  console.log(`- packed ${tarball}`);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  runNpm(['install', '--omit=dev', '--no-audit', '--no-fund', `./${tarball}`], folder);
  const installed = join(folder, 'node_modules');
  checkWeight(installed);
  assert.ok(!existsSync(join(installed, 'cofactor', 'src')), 'the sources are not part of the package');
  return join(installed, 'cofactor', 'bin', 'cofactor.js');
}

function printsVersion(bin: string): string {
  const { stdout } = run(process.execPath, [bin, '--version'], tmpdir());
  assert.match(stdout, /^\d+\.\d+\.\d+\S*\n$/, 'cofactor --version prints the version alone');
  return stdout.trim();
}

/** Somebody with an old Node.js is told so in one line instead of being shown a syntax error. */
function refusesOldNode(bin: string): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const candidates = folders.map((folder) => join(folder, 'node')).filter((path) => existsSync(path));
  const old = candidates.find(
    (node) => Number.parseInt(run(node, ['-p', 'process.versions.node'], tmpdir()).stdout, 10) < 22,
  );
  if (old === undefined) return 'not checked, none on PATH';
  const { status, stdout, stderr } = spawnSync(old, [bin, '--version'], { encoding: 'utf8' });
  assert.deepEqual({ status, stdout }, { status: 1, stdout: '' });
  assert.match(stderr, /^cofactor needs Node\.js [\d.]+ or newer; this is v[\d.]+\n$/);
  return stderr.trim();
}

/** The oldest Node.js whose own test runner and SQLite `cofactor/testing` can do with. */
const OLDEST = '22.13.0';

/** A test of somebody with the oldest Node.js: a code from the inbox, a key, a phone that approves. */
function runsOnOldNode(folder: string): void {
  if (process.platform !== 'linux') {
    console.log('- oldest Node.js: not checked, this is not Linux');
    return;
  }
  const name = `node-linux-${process.arch}`;
  runNpm(['install', '--no-audit', '--no-fund', '--no-save', `${name}@${OLDEST}`], folder);
  const file = join(folder, 'old.mjs');
  cpSync(join(import.meta.dirname, 'oldNode.js'), file);
  const { stdout } = run(join(folder, 'node_modules', name, 'bin', 'node'), [file], folder);
  assert.equal(stdout, 'ACTIVE SUCCESS\n');
  console.log(`- runs on Node.js ${OLDEST}`);
}

/** The types of `cofactor/testing` need no `skipLibCheck`, on the compiler of last year and on that of today. */
function checksTypes(folder: string): void {
  runNpm(['install', '--no-audit', '--no-fund', '--no-save', 'typescript@5.9'], folder);
  const file = join(folder, 'use.mts');
  const lines = [
    "import { startCofactor, type Cofactor } from 'cofactor/testing';",
    "const cofactor: Cofactor = await startCofactor({ users: ['ada@example.com'] });",
    'export const login: string | undefined = cofactor.users[0]?.profile.login;',
    "export const phone = await cofactor.devices.phone({ userId: 'u', factorId: 'f', behaviour: 'deny' });",
    '// @ts-expect-error a slip of the pen is found',
    "await cofactor.devices.phone({ behavior: 'deny' });",
  ];
  writeFileSync(file, lines.join('\n'));
  const flags = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--lib',
    'es2022,dom,esnext.disposable',
  ];
  const [older, ours] = [folder, root].map((place) => join(place, 'node_modules', 'typescript', 'bin', 'tsc')) as [
    string,
    string,
  ];
  for (const tsc of [older, ours]) run(process.execPath, [tsc, ...flags, '--skipLibCheck', 'false', file], folder);
  for (const { call, errors, asExpected } of compileSlips(older)) {
    assert.ok(asExpected, `${call} should be one error: ${errors.join('\n')}`);
  }
  console.log('- its types are right on TypeScript 5.9 and on ours');
}

/** Development mode, from an empty database to an active SMS factor, and a clean stop. */
async function servesOneFactor(bin: string, cwd: string): Promise<void> {
  const args = [bin, 'dev', '--port', '0', '--database', 'sqlite::memory:'];
  const service = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(service, 'exit', { signal: AbortSignal.timeout(60_000) });
  try {
    const base = await listening(service.stdout);
    console.log(`- listening on ${base}`);
    const profile = { login: 'ada@example.com', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };
    const user = await call(base, '/api/v1/users', { profile });
    const factors = `/api/v1/users/${user.id}/factors`;
    const enrollment = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
    const factor = await call(base, factors, enrollment);
    assert.equal(factor.status, 'PENDING_ACTIVATION');
    const inbox = await call<readonly { to: string; code: string }[]>(base, '/dev/inbox');
    const passCode = inbox.find((message) => message.to === '+18024482036')?.code;
    const active = await call(base, `${factors}/${factor.id}/lifecycle/activate`, { passCode });
    assert.equal(active.status, 'ACTIVE');
    console.log(`- enrolled and activated ${active.id}`);
    for (const path of ['/openapi.json', '/docs', '/docs/swagger-ui-bundle.js', '/docs/swagger-ui.css']) {
      const { ok, status } = await fetch(`${base}${path}`);
      assert.ok(ok, `${path} answered ${status}`);
    }
    for (const path of ['/', '/page.css', '/favicon.ico', '/dev', '/dev/page/main.js', '/dev/page/dev.css']) {
      const { ok, status } = await fetch(`${base}${path}`);
      assert.ok(ok, `${path} answered ${status}`);
    }
    console.log('- showed the API reference, the first page and that of development mode');
    for (const name of ['', 'app.js', 'app.css', 'worker.js', 'manifest.webmanifest', 'icon-192.png']) {
      const { ok, status } = await fetch(`${base}/authenticator/${name}`);
      assert.ok(ok, `/authenticator/${name} answered ${status}`);
    }
    console.log('- showed the authenticator');
    const page = await (await fetch(`${base}/admin/user/profile/view/${user.id}`)).text();
    const [, script] = /src="\.\/(app\/[\w.-]+)"/.exec(page) ?? [];
    const { ok, status } = await fetch(`${base}/admin/${script}`);
    assert.ok(ok, `/admin/${script} answered ${status}`);
    console.log('- showed the console');
  } finally {
    service.kill('SIGTERM');
  }
  assert.deepEqual(await exited, [0, null], 'SIGTERM ends the service in good order');
  console.log('- stopped');
}

async function listening(output: NodeJS.ReadableStream): Promise<string> {
  const waiting = AbortSignal.timeout(30_000);
  for await (const line of createInterface({ input: output, signal: waiting })) {
    const address = /listening on (http:\/\/\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      output.resume();
      return address;
    }
  }
  throw new Error('the service ended, or stayed silent for 30 seconds, without listening');
}

async function call<Reply = { id: string; status: string }>(
  base: string,
  path: string,
  body?: unknown,
): Promise<Reply> {
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'SSWS dev-token', 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, `${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

function run(command: string, args: readonly string[], cwd: string): { readonly stdout: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}\n${stderr}`}`);
  return { stdout };
}

await packCheck();
