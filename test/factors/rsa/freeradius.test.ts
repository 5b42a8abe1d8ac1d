import assert from 'node:assert/strict';
import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, test } from 'node:test';
import { createRadiusClient } from '../../../src/remotes/radius/radiusClient.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { freeradius, hasFreeradius } from '../../support/radius/freeradius.ts';
import { setTokenServer } from '../../support/radius/tokenServer.ts';
import { seededRandom } from '../../support/random.ts';
import { person } from '../../support/users/people.ts';
import { issuer } from '../../support/vip/certificates.ts';
import { world } from '../../support/world.ts';

const skip = (await hasFreeradius()) ? false : 'needs Debian’s package freeradius';
assert.ok(!skip || !process.env.CI, 'CI has FreeRADIUS');

describe('FreeRADIUS', { skip }, () => {
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

  test('a user enrolls with it, is asked for the next tokencode, and for a new PIN, and is verified', async (t) => {
    const server = await freeradius('between us and FreeRADIUS');
    t.after(server.close);
    const w = await world();
    t.after(w.close);
    await setTokenServer(w, server);
    const calls = factorCalls(w, (await person(w)).id);
    const token = (credentialId: string, passCode: string) =>
      calls.enroll({ factorType: 'token', provider: 'RSA', profile: { credentialId }, verify: { passCode } });
    assert.deepEqual(heard(await token('alice', '111112')).code, 'E0000068');
    const asked = heard(await token('challenged', '111111'));
    assert.match(asked.causes.join(), /The token server says: Wait for token to change/);
    const { body } = await token('alice', '111111');
    assert.deepEqual([body.status, body.profile], ['ACTIVE', { credentialId: 'alice' }]);
    assert.deepEqual((await calls.verify(body.id, '111111')).body, { factorResult: 'SUCCESS' });
    assert.equal(heard(await calls.verify(body.id, '999999')).code, 'E0000068');
  });

  test('over TLS it takes our certificate, and nobody without one; a user enrolls and is verified', async (t) => {
    const authority = await issuer('The organization');
    const server = await freeradius('radsec', { ...(await authority.issue('radius')), authority: authority.cert });
    t.after(server.close);
    const ours = await authority.issue('cofactor');
    const place = { host: '127.0.0.1', port: server.port, secret: 'radsec' };
    const tls = { authority: authority.cert, credentials: { certificate: ours.cert, key: ours.key } };
    const ask = (own: object, userName: string, password: string, state?: Uint8Array) => {
      const servers = [{ ...place, tls: { ...tls, ...own } }];
      return client.ask(servers, { userName, password, nasIdentifier: 'test', ...(state && { state }) });
    };
    assert.deepEqual(await ask({}, 'alice', '111111'), { is: 'accept', server: 0 });
    assert.deepEqual(await ask({}, 'alice', '111112'), { is: 'reject', server: 0 });
    const challenge = await ask({}, 'challenged', '111111');
    assert.ok(challenge.is === 'challenge');
    assert.deepEqual(await ask({}, 'challenged', '222222', challenge.state), { is: 'accept', server: 0 });
    const stranger = await (await issuer('The organization')).issue('cofactor');
    for (const credentials of [undefined, { certificate: stranger.cert, key: stranger.key }]) {
      assert.equal((await ask({ credentials }, 'alice', '111111')).is, 'none');
    }
    const w = await world();
    t.after(w.close);
    const certificates = { clientCertificate: ours.cert, clientKey: ours.key, trustedCertificate: authority.cert };
    const configuration = { transport: 'TLS', hostName: '127.0.0.1', authPort: server.port, ...certificates };
    const made = await w.call('POST', '/api/v1/authenticators', { key: 'onprem_mfa', provider: { configuration } });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const calls = factorCalls(w, (await person(w)).id);
    const profile = { credentialId: 'alice' };
    const { body } = await calls.enroll({
      factorType: 'token',
      provider: 'RSA',
      profile,
      verify: { passCode: '111111' },
    });
    assert.equal(body.status, 'ACTIVE', JSON.stringify(body));
    assert.deepEqual((await calls.verify(body.id, '111111')).body, { factorResult: 'SUCCESS' });
    assert.equal(heard(await calls.verify(body.id, '999999')).code, 'E0000068');
  });
});
