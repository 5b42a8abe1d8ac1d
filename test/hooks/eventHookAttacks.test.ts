import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createEventHookCalls } from '../../src/hooks/eventHookCalls.ts';
import { createGuard, nothingAllowed } from '../../src/outgoing/guard.ts';
import {
  type Endpoint,
  type EventWorld,
  endpoint,
  eventHookRequest,
  eventWorld,
  path,
} from '../support/hooks/eventWorld.ts';

const body = {} as never;
const target = (uri: string) => ({ uri, headers: [], authScheme: { key: 'Authorization', value: 'secret' } });

describe('attacks on event hooks', () => {
  let e: EventWorld;
  let inside: Endpoint;
  before(async () => {
    e = await eventWorld('sqlite', { hookTimeoutMs: 500 });
    inside = await endpoint();
  });
  after(async () => {
    await e.close();
    await inside.close();
  });
  beforeEach(() => {
    inside.calls.length = 0;
    e.at.answer = (response) => void response.writeHead(204).end();
  });
  const waiting = async (id: string) => (await e.w.call('GET', `${path}/${id}/deliveries`)).body;
  const put = (config: object) => {
    const request = eventHookRequest('https://hooks.example.com/');
    return e.w.call('POST', path, { ...request, channel: { ...request.channel, config } });
  };

  test('SSRF: an address beside the service is none for a hook', async () => {
    for (const uri of [
      'https://169.254.169.254/latest',
      'https://10.0.0.1/',
      'https://[fd00:ec2::254]/',
      'file:///x',
    ]) {
      assert.equal((await put({ uri })).status, 400, uri);
    }
  });

  test('SSRF by name: a name that leads to an address beside the service is not called', async () => {
    const calls = createEventHookCalls({
      guard: createGuard(nothingAllowed),
      resolve: async () => [{ address: '10.0.0.1', family: 4 }],
    });
    for (const answer of [
      await calls.deliver(target('https://hooks.example.com/'), body),
      await calls.challenge(target('https://hooks.example.com/'), 'challenge'),
    ]) {
      assert.equal(answer.result, 'blocked');
    }
  });

  test('DNS rebinding: the address that was checked is the one that is called', async () => {
    let asked = 0;
    const calls = createEventHookCalls({
      guard: createGuard({ allowed: ['127.0.0.1/32', 'rebinds.example'] }),
      resolve: async () => [{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }],
    });
    const { port } = new URL(inside.url);
    assert.equal((await calls.deliver(target(`http://rebinds.example:${port}/`), body)).result, 'accepted');
    assert.deepEqual([asked, inside.calls.length], [1, 1]);
    assert.equal((await calls.deliver(target(`http://rebinds.example:${port}/`), body)).result, 'blocked');
  });

  test('redirects lead nowhere, neither for events nor for challenges', async () => {
    const id = await e.hook();
    e.at.answer = (response) => void response.writeHead(307, { location: inside.url }).end();
    await e.happens('redirected');
    await e.sweep();
    assert.equal((await waiting(id))[0].reason, 'status 307');
    const { body: other } = await e.w.call('POST', path, eventHookRequest(`${e.at.url}/other`));
    const { verify } = e.at;
    e.at.verify = (response) => void response.writeHead(302, { location: inside.url }).end();
    assert.equal((await e.step(other.id, 'verify')).status, 400);
    e.at.verify = verify;
    assert.equal(inside.calls.length, 0);
  });

  test('header injection: no header ends another, or says where a request goes or how long it is', async () => {
    const uri = 'https://hooks.example.com/';
    for (const headers of [
      [{ key: 'X-A', value: 'a\r\nHost: evil.example' }],
      [{ key: 'X-A\r\nX-B', value: 'a' }],
      [{ key: 'Host', value: 'evil.example' }],
      [{ key: 'Content-Length', value: '0' }],
      [{ key: 'Transfer-Encoding', value: 'chunked' }],
      [{ key: 'Authorization', value: 'shown to everybody' }],
    ]) {
      assert.equal((await put({ uri, headers })).status, 400, JSON.stringify(headers));
    }
    const authScheme = { type: 'HEADER', key: 'Authorization', value: 'a\r\nX-B: b' };
    assert.equal((await put({ uri, authScheme })).status, 400);
  });

  test('a hook that answers never, or one byte at a time, or without end, holds nobody up', async () => {
    const endless = (response: import('node:http').ServerResponse) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(1024)), 1);
      response.on('close', () => clearInterval(more));
    };
    const slow = await e.hook();
    e.at.answer = () => {};
    await e.happens('never');
    await e.sweep();
    assert.equal((await waiting(slow))[0].reason, 'no answer within 500 ms');
    await e.step(slow, 'deactivate');
    const huge = await e.hook();
    e.at.answer = endless;
    await e.happens('endless');
    await e.sweep();
    assert.deepEqual(await waiting(huge), [], 'the status is all that is read');
    const { body: other } = await e.w.call('POST', path, eventHookRequest(`${e.at.url}/huge`));
    const { verify } = e.at;
    e.at.verify = endless;
    const refused = await e.step(other.id, 'verify');
    e.at.verify = verify;
    assert.equal(refused.status, 400);
    assert.match(refused.body.errorCauses[0].errorSummary, /longer than|no answer within/);
  });

  test('challenge echo: a server that shows all it was sent has not agreed', async () => {
    const { body: hook } = await e.w.call('POST', path, eventHookRequest(`${e.at.url}/echo`));
    const { verify } = e.at;
    const echoes: ((challenge: string) => string)[] = [
      (challenge) => JSON.stringify({ headers: { 'X-Okta-Verification-Challenge': challenge } }),
      (challenge) => challenge,
      (challenge) => JSON.stringify(challenge),
      (challenge) => JSON.stringify([{ verification: challenge }]),
      (challenge) => JSON.stringify({ verification: [challenge] }),
      (challenge) => JSON.stringify({ verification: `${challenge} ` }),
      () => JSON.stringify({ verification: '' }),
      () => 'null',
    ];
    for (const echo of echoes) {
      e.at.verify = (response, { headers }) => response.end(echo(String(headers['x-okta-verification-challenge'])));
      const { status } = await e.step(hook.id, 'verify');
      assert.equal(status, 400, String(echo));
    }
    e.at.verify = verify;
    assert.equal((await e.w.call('GET', `${path}/${hook.id}`)).body.verificationStatus, 'UNVERIFIED');
  });

  test('replay of a challenge: each is another, and the answer to an old one is worth nothing', async () => {
    const { body: hook } = await e.w.call('POST', path, eventHookRequest(`${e.at.url}/replay`));
    const { verify } = e.at;
    const seen: string[] = [];
    e.at.verify = (response, { headers }) => {
      seen.push(String(headers['x-okta-verification-challenge']));
      response.end(JSON.stringify({ verification: seen.length === 1 ? '' : seen[0] }));
    };
    await e.step(hook.id, 'verify');
    const { status } = await e.step(hook.id, 'verify');
    e.at.verify = verify;
    assert.deepEqual([status, seen.length, new Set(seen).size], [400, 2, 2]);
  });

  test('a secret is not sent to another server than the one it was given for', async () => {
    const id = await e.hook();
    const shown = (await e.w.call('GET', `${path}/${id}`)).body;
    shown.channel.config.uri = inside.url;
    const { status, body: refused } = await e.w.call('PUT', `${path}/${id}`, shown);
    assert.equal(status, 400);
    assert.match(JSON.stringify(refused.errorCauses), /Another server needs a secret of its own/);
  });

  test('a channel that is changed while it is verified is not verified', async () => {
    const { body: hook } = await e.w.call('POST', path, eventHookRequest(`${e.at.url}/first`));
    const { verify } = e.at;
    e.at.verify = async (response, call) => {
      await e.w.call('PUT', `${path}/${hook.id}`, eventHookRequest(`${inside.url}/second`));
      verify(response, call);
    };
    const { status } = await e.step(hook.id, 'verify');
    e.at.verify = verify;
    assert.equal(status, 400);
    assert.equal((await e.w.call('GET', `${path}/${hook.id}`)).body.verificationStatus, 'UNVERIFIED');
  });

  test('no reason, in the log or in a list, has the address or the answer of a hook in it', async () => {
    const id = await e.hook();
    e.at.answer = (response) => void response.writeHead(500, { 'x-secret': 'internal' }).end('internal');
    await e.happens('1');
    await e.sweep();
    const [one] = await waiting(id);
    assert.equal(one.reason, 'status 500');
    assert.doesNotMatch(JSON.stringify(one), /internal|127\.0\.0\.1/);
  });
});
