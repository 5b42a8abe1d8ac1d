import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { describe, test } from 'node:test';
import { type Running, start } from '../support/command.ts';
import { documentedProxies } from '../support/proxies.ts';

const missing = documentedProxies.filter(({ binary }) => binary === undefined).map(({ name }) => name);
if (missing.length > 0) console.error(`!!! tests behind proxies are SKIPPED, not installed: ${missing.join(', ')}`);
if (missing.length > 0 && process.env.CI) throw new Error('CI is set, hence this counts as a failure.');

/** The address of a back-end of ours, by which the proxy is called; not that of the proxy. */
const BACK_END = '127.0.0.77';
let number = 2100;

/** Types a code through an address, and gives the end-user address that was logged. */
async function loggedAddress(service: Running, through: string, forwarded?: string): Promise<string | undefined> {
  const login = `proxied${++number}@example.com`;
  const profile = { firstName: 'P', lastName: 'X', email: login, login };
  const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
  const factors = `/api/v1/users/${id}/factors`;
  const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: `+1802448${number}` } };
  const factor = (await service.call('POST', factors, sms)).body;
  const body = JSON.stringify({ passCode: 'wrong' });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      authorization: `SSWS ${service.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
    };
    const path = `${factors}/${factor.id}/lifecycle/activate`;
    request(through + path, { method: 'POST', headers, localAddress: BACK_END }, resolve)
      .on('error', reject)
      .end(body);
  });
  answer.resume();
  assert.equal(answer.statusCode, 403);
  const { timeline } = (await service.call('GET', `/api/v1/users/${id}/explain`)).body;
  const typed = timeline.find(({ text }: { text: string }) => /wrong code/.test(text));
  assert.ok(typed, JSON.stringify(timeline));
  return typed.address;
}

describe('behind the proxies of docs/operating.md', () => {
  for (const proxy of documentedProxies) {
    test(`${proxy.name}: the end user is who the caller says, and nobody where it says nothing`, {
      skip: proxy.binary === undefined,
    }, async (t) => {
      // Private addresses count: if the proxy's own caller were taken for the end user, it would be seen.
      const flags = ['--private-end-users', ...proxy.flags];
      const service = await start(['dev', '--database', 'sqlite::memory:', ...flags]);
      t.after(() => service.stop());
      const through = await proxy.start(t, service.url);
      assert.equal(await loggedAddress(service, through, '203.0.113.7'), '203.0.113.7');
      assert.equal(
        await loggedAddress(service, through, '192.0.2.66, 203.0.113.8'),
        '203.0.113.8',
        'a forged first one',
      );
      assert.equal(await loggedAddress(service, through), undefined);
    });
  }
});
