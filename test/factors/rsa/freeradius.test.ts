import assert from 'node:assert/strict';
import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, test } from 'node:test';
import { createRadiusClient } from '../../../src/remotes/radius/radiusClient.ts';
import { freeradius, hasFreeradius } from '../../support/radius/freeradius.ts';
import { seededRandom } from '../../support/random.ts';

const skip = (await hasFreeradius()) ? false : 'needs Debian’s package freeradius';
assert.ok(!skip || !process.env.CI, 'CI has FreeRADIUS');

describe('RADIUS client and FreeRADIUS', { skip }, () => {
  const client = createRadiusClient({ lookup: () => lookUp as LookupFunction, random: seededRandom(), resendMs: 500 });

  test('it accepts, rejects and challenges, and a request with another secret has no answer', async (t) => {
    const server = await freeradius('between us and FreeRADIUS');
    t.after(server.close);
    const at = { host: '127.0.0.1', port: server.port, secret: server.secret };
    const ask = (userName: string, password: string, state?: Uint8Array) =>
      client.ask([at], { userName, password, nasIdentifier: 'test', ...(state && { state }) });
    assert.deepEqual(await ask('alice', '111111'), { is: 'accept', server: 0 });
    assert.deepEqual(await ask('alice', '111112'), { is: 'reject', server: 0 });
    assert.deepEqual(await ask('alice', '1'.repeat(128)), { is: 'reject', server: 0 });
    const challenge = await ask('challenged', '111111');
    assert.ok(challenge.is === 'challenge');
    assert.equal(challenge.message, 'Wait for token to change, then enter the new tokencode:');
    assert.deepEqual(await ask('challenged', '222223', challenge.state), { is: 'reject', server: 0 });
    assert.deepEqual(await ask('challenged', '222222', challenge.state), { is: 'accept', server: 0 });
    const stranger = { ...at, secret: 'not between us' };
    assert.equal(
      (await client.ask([stranger], { userName: 'alice', password: '111111', nasIdentifier: 't' })).is,
      'none',
    );
  });
});
