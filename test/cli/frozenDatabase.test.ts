import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Running } from '../support/command.ts';
import { ENGINES } from '../support/engines.ts';
import { ownPostgres } from '../support/ownPostgres.ts';
import { person, served } from '../support/served.ts';

const skip = !ENGINES.includes('postgres');
/** Shorter than what operators have, so that the test is. */
const deadlines = ['--database-timeout', '1500', '--database-connect-timeout', '1000'];

async function timed(service: Running, method: string, path: string, body?: unknown) {
  const from = performance.now();
  const reply = await service.call(method, path, body);
  return { ...reply, ms: performance.now() - from };
}

describe('a database that lives and does not answer', { skip }, () => {
  test('frozen, it costs callers their deadline and a probe two seconds; thawed, the next request is served', async (t) => {
    const own = await ownPostgres(t);
    if (!own) return t.skip('there are no programs of PostgreSQL');
    const service = await served(t, own.server.url, deadlines);
    assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
    own.server.signalAll('SIGSTOP');
    const asked = await Promise.all([
      timed(service, 'POST', '/api/v1/users', person()),
      timed(service, 'GET', '/api/v1/users'),
      timed(service, 'GET', '/readyz'),
    ]);
    const connecting = await Promise.all([
      timed(service, 'POST', '/api/v1/users', person()),
      timed(service, 'GET', '/readyz'),
    ]);
    own.server.signalAll('SIGCONT');
    for (const { status, ms } of [...asked, ...connecting]) {
      assert.equal(status, 503);
      assert.ok(ms < 2_500, `${ms} ms`);
    }
    assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
    assert.equal((await service.call('GET', '/readyz')).status, 200);
  });

  test('a change that a frozen standby has not confirmed is not acknowledged', async (t) => {
    const own = await ownPostgres(t);
    if (!own) return t.skip('there are no programs of PostgreSQL');
    const service = await served(t, own.server.url, deadlines);
    const standby = await own.standby();
    if (!standby) return t.skip('pg_basebackup is missing');
    assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
    standby.signalAll('SIGSTOP');
    const unconfirmed = await timed(service, 'POST', '/api/v1/users', person());
    assert.deepEqual([unconfirmed.status, unconfirmed.body.errorCode], [503, 'E0000009']);
    assert.equal((await service.call('GET', '/api/v1/users')).status, 200, 'reads wait for nobody');
    standby.signalAll('SIGCONT');
    assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
  });
});
