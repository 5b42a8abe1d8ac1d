import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Running } from '../support/command.ts';
import { person, served } from '../support/served.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function draining(t: TestContext, seconds: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-drain-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return served(t, `sqlite:${join(folder, 'c.db')}`, ['--drain', seconds]);
}

test('on SIGTERM readiness ends first, and requests are served until the drain is over', async (t) => {
  const service = await draining(t, '2');
  const exited = once(service.child, 'exit');
  assert.equal((await fetch(`${service.url}/readyz`)).status, 200);
  service.child.kill('SIGTERM');
  await sleep(200);
  const probe = await fetch(`${service.url}/readyz`);
  assert.deepEqual([probe.status, probe.headers.get('cofactor-reason')], [503, 'STOPPING']);
  const until = performance.now() + 1_000;
  while (performance.now() < until) {
    const reply = await fetch(`${service.url}/api/v1/users`, { headers: { authorization: `SSWS ${service.token}` } });
    assert.deepEqual([reply.status, reply.headers.get('connection')], [200, 'close']);
  }
  assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
  assert.equal((await exited)[0], 0);
});

for (const [signal, how] of [
  ['SIGINT', 'a person who presses Ctrl-C does not wait for a drain'],
  ['SIGTERM', 'a second SIGTERM ends the drain'],
] as const) {
  test(how, async (t) => {
    const service = await draining(t, '600');
    const exited = once(service.child, 'exit');
    if (signal === 'SIGTERM') {
      service.child.kill('SIGTERM');
      await sleep(200);
      assert.equal(service.child.exitCode, null);
    }
    service.child.kill(signal);
    assert.equal((await exited)[0], 0);
  });
}
