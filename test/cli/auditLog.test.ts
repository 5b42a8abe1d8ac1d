import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { cofactor, type Running } from '../support/command.ts';
import { person, served } from '../support/served.ts';

/** The events of lines of JSON, those of other lines left out. */
const actions = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => JSON.parse(line)['event.action'] ?? []);

const serving = (t: TestContext, ...flags: string[]): Promise<Running> => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-audit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return served(
    t,
    `sqlite:${join(folder, 'c.db')}`,
    flags.map((flag) => flag.replace('FOLDER', folder)),
  );
};

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('audit lines are on stderr, beside those of requests, with the same trace id', async (t) => {
  const service = await serving(t);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = { authorization: `SSWS ${service.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(person());
  const traced = { ...headers, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
  await fetch(`${service.url}/api/v1/users`, { method: 'POST', headers: traced, body });
  assert.equal(await service.stop(), 0);
  const lines = service
    .stderr()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const [event, inTrace] = lines.filter((line) => line['event.action'] === 'user.lifecycle.create');
  const [request, itsRequest] = lines.filter((line) => line.method === 'POST');
  assert.equal(event['trace.id'], request.requestId);
  assert.equal(request.traceId, undefined);
  // Where the caller's traceparent names a trace, that is the trace, and the request has an id of its own.
  assert.deepEqual([inTrace['trace.id'], itsRequest.traceId], [traceId, traceId]);
  assert.equal(inTrace['transaction.id'], itsRequest.requestId);
});

test("a file of audit lines is its owner's alone, is there before the reply, and SIGHUP opens it anew", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-audit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'audit.log');
  const service = await serving(t, '--audit-log', file);
  await service.call('POST', '/api/v1/users', person());
  assert.ok(actions(readFileSync(file, 'utf8')).includes('user.lifecycle.create'));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  renameSync(file, `${file}.1`);
  service.child.kill('SIGHUP');
  await until(() => existsSync(file));
  const { status } = await service.call('POST', '/api/v1/users', person());
  assert.equal(status, 200);
  assert.ok(actions(readFileSync(file, 'utf8')).includes('user.lifecycle.create'));
  assert.equal(actions(service.stderr()).length, 0);
});

test('a full disk under the audit log fails no request, and is told and counted', async (t) => {
  const service = await serving(t, '--audit-log', '/dev/full', '--metrics', '0');
  assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
  assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
  const metrics = /"url":"([^"]+\/metrics)"/;
  await until(() => metrics.test(service.stderr()));
  const shown = await (await fetch(metrics.exec(service.stderr())?.[1] ?? '')).text();
  assert.match(shown, /^cofactor_lost_total\{what="audit_line"\} [1-9]\d*$/m);
  assert.equal(await service.stop(), 0);
  const told = service
    .stderr()
    .split('\n')
    .filter((line) => line.includes('the audit log cannot be written'));
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /ENOSPC/);
});

test('stderr on a full disk stops no service', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-audit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const bin = new URL('../../bin/cofactor.js', import.meta.url).pathname;
  const full = openSync('/dev/full', 'w');
  const args = [bin, 'dev', '--port', '0', '--audit-log', 'stderr', '--log-format', 'json', '--database'];
  const child = spawn(process.execPath, [...args, `sqlite:${join(folder, 'c.db')}`], {
    stdio: ['ignore', 'pipe', full],
  });
  t.after(() => child.kill('SIGKILL'));
  closeSync(full);
  const [line] = (await once(createInterface(child.stdout as Readable), 'line')) as [string];
  const users = `${line.replace('listening on ', '')}/api/v1/users`;
  const headers = { authorization: 'SSWS dev-token', 'content-type': 'application/json' };
  for (let n = 0; n < 3; n++) {
    const reply = await fetch(users, { method: 'POST', headers, body: JSON.stringify(person()) });
    assert.equal(reply.status, 200);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('a command writes its events to the audit log that it is given, and changes nothing where it cannot', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-audit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'audit.log');
  const env = { COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'c.db')}`, COFACTOR_AUDIT_LOG: file };
  await cofactor(['migrate'], env);
  const create = (name: string, ...flags: string[]) =>
    cofactor(['token', 'create', name, '--role', 'READ_ONLY_ADMIN', ...flags], env);
  assert.equal((await create('siem')).code, 0);
  const [line, ...more] = readFileSync(file, 'utf8').trim().split('\n');
  assert.deepEqual([JSON.parse(line ?? '')['event.action'], more], ['system.api_token.create', []]);
  const refused = await create('other', '--audit-log', '/nowhere/audit.log');
  assert.deepEqual([refused.code, refused.stdout], [1, '']);
  assert.match(refused.stderr, /--audit-log \/nowhere\/audit\.log cannot be written/);
  const listed = await cofactor(['token', 'list'], env);
  assert.match(listed.stdout, /siem/);
  assert.doesNotMatch(listed.stdout, /other/);
});

test('with --audit-log off there are no lines', async (t) => {
  const service = await serving(t, '--audit-log', 'off');
  await service.call('POST', '/api/v1/users', person());
  assert.equal(await service.stop(), 0);
  assert.deepEqual(actions(service.stderr()), []);
});

test('a file that cannot be written refuses the start', async () => {
  const { code, stderr } = await cofactor([
    'dev',
    '--database',
    'sqlite::memory:',
    '--audit-log',
    '/nowhere/audit.log',
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /--audit-log \/nowhere\/audit\.log cannot be written .*name a file, stderr or off/);
});
