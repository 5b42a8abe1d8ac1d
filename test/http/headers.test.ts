import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { metered } from '../support/metrics/metered.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type World, world } from '../support/world.ts';

test('every reply carries a request id, its rate limit and no-store', async (t) => {
  const w = await world('sqlite', { apiLimit: 600 });
  t.after(() => w.close());
  const path = `/api/v1/users/${(await person(w)).id}/factors`;
  for (const answer of [
    await w.call('GET', path),
    await w.call('GET', `${path}/none`),
    await w.call('POST', path, {}),
  ]) {
    assert.match(String(answer.headers['x-okta-request-id']), /^[0-9a-f]{32}$/);
    assert.equal(answer.headers['x-rate-limit-limit'], '600');
    assert.match(String(answer.headers['x-rate-limit-remaining']), /^59\d$/);
    assert.equal(answer.headers['x-rate-limit-reset'], String(w.clock.now().epochMilliseconds / 1000 + 60));
    assert.equal(answer.headers['cache-control'], 'no-cache, no-store');
    assert.equal(answer.headers.pragma, 'no-cache');
    assert.equal(answer.headers.expires, '0');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(String(answer.headers['content-type']), /^application\/json/);
  }
});

test('a 204 has no body and no content type, and is nosniff like every reply', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const path = `/api/v1/users/${(await person(w)).id}/factors`;
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024481111' } };
  const { id } = (await w.call('POST', path, body)).body;
  const { status, headers, body: none } = await w.call('DELETE', `${path}/${id}`);
  assert.deepEqual([status, none], [204, undefined]);
  assert.deepEqual([headers['content-type'], headers['x-content-type-options']], [undefined, 'nosniff']);
  assert.equal(headers['cache-control'], 'no-cache, no-store');
});

test('the API limit is per token, endpoint family and method, and full again after its minute', async (t) => {
  const w = await world('sqlite', { apiLimit: 3 });
  t.after(() => w.close());
  const path = `/api/v1/users/${(await person(w)).id}/factors`;
  const remaining: unknown[] = [];
  for (let n = 0; n < 3; n++) remaining.push((await w.call('GET', path)).headers['x-rate-limit-remaining']);
  assert.deepEqual(remaining, ['2', '1', '0']);
  const refused = await w.call('GET', `${path}/any`);
  assert.deepEqual(heard(refused), {
    status: 429,
    code: 'E0000047',
    summary: 'API call exceeded rate limit due to too many requests.',
    causes: [],
  });
  assert.deepEqual([refused.headers['x-rate-limit-remaining'], refused.headers['retry-after']], ['0', undefined]);
  assert.equal(refused.headers['cache-control'], undefined);
  assert.notEqual((await w.call('POST', path, {})).status, 429);
  w.clock.advance({ seconds: 60 });
  assert.equal((await w.call('GET', path)).status, 200);
});

test('one log line a request, with ids and route but no login, phone number, code or token', async (t) => {
  const lines: string[] = [];
  const w = await world('sqlite', {
    log: { request: (line) => lines.push(JSON.stringify(line)), failure: assert.fail },
  });
  t.after(() => w.close());
  const user = await person(w);
  const path = `/api/v1/users/${user.profile.login}/factors`;
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024481111' } };
  const { id } = (await w.call('POST', path, body)).body;
  await w.call('POST', `${path}/${id}/lifecycle/activate?passCode=${w.lastCode()}`, { passCode: w.lastCode() });
  await w.call('GET', `/api/v1/users/${user.id}/factors`);
  await w.call('GET', `/unknown/${w.lastCode()}`);
  assert.equal(lines.length, 4);
  const all = lines.join('\n');
  for (const secret of [user.profile.login, '8024481111', w.lastCode(), w.token])
    assert.ok(!all.includes(secret), secret);
  assert.ok(lines[1]?.includes(`"factorId":"${id}"`) && lines[2]?.includes(`"userId":"${user.id}"`));
});

test('the service is healthy while it runs and ready while its database can be reached', async (t) => {
  const w = await world();
  t.after(() => w.close());
  assert.equal((await w.call('GET', '/healthz', undefined, { token: null })).status, 200);
  assert.equal((await w.call('GET', '/readyz', undefined, { token: null })).status, 200);
  Object.assign(w.services.store, { ping: () => Promise.reject(new Error('gone')) });
  assert.equal((await w.call('GET', '/readyz', undefined, { token: null })).status, 503);
});

test('every reply tells clients that know Cofactor that this is one', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const { id } = await person(w);
  for (const answer of [
    await w.call('GET', `/api/v1/users/${id}/factors`),
    await w.call('GET', '/api/v1/users/nobody'),
    await w.call('GET', '/nowhere'),
    await w.call('GET', `/api/v1/users/${id}/factors`, undefined, { token: null }),
  ]) {
    assert.equal(answer.headers['cofactor-version'], '1', JSON.stringify(answer.body));
  }
});

test('a refusal says its reason in a word, and when to come back, in headers of ours', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const calls = factorCalls(w, (await person(w)).id);
  const saying = ({ headers }: Answer) => [headers['cofactor-reason'], headers['cofactor-retry-after']];
  const { id } = (await calls.sms('+18024482036')).body;
  const first = w.lastCode();
  assert.deepEqual(saying(await calls.resend(id)), ['TOO_SOON', '30']);
  assert.deepEqual(saying(await calls.activate(id, wrong(first))), ['WRONG_CODE', undefined]);
  assert.deepEqual(saying(await calls.verify(id, first)), ['PENDING_ACTIVATION', undefined]);
  w.clock.advance({ seconds: 30 });
  await calls.resend(id);
  assert.deepEqual(saying(await calls.activate(id, first)), ['SUPERSEDED', undefined]);
  w.clock.advance({ minutes: 4, seconds: 59 });
  for (let n = 0; n < 3; n++) await calls.activate(id, wrong(w.lastCode()));
  w.clock.advance({ seconds: 1 });
  const newest = w.lastCode();
  assert.deepEqual(saying(await calls.activate(id, newest)), ['EXPIRED', undefined]);
  assert.deepEqual(saying(await calls.activate(id, newest)), ['TOO_MANY_ATTEMPTS', undefined]);
  await calls.resend(id);
  await calls.activate(id, wrong(w.lastCode()));
  assert.deepEqual(saying(await calls.activate(id, w.lastCode())), ['TOO_MANY_ATTEMPTS', '299']);
  const active = await activeSms(w, calls);
  assert.deepEqual(saying(await calls.get(id)), ['REPLACED', undefined]);
  assert.deepEqual(saying(await calls.sms('+18024482037')), ['FACTOR_EXISTS', undefined]);
  await calls.challenge(active);
  const code = w.lastCode();
  await calls.verify(active, code);
  assert.deepEqual(saying(await calls.verify(active, code)), ['USED', undefined]);
  w.receipt = { accepted: false, reason: 'PROVIDERS_FAILED', attempts: [] };
  w.clock.advance({ seconds: 30 });
  assert.deepEqual(saying(await calls.challenge(active)), ['PROVIDERS_FAILED', undefined]);
});

async function activeSms(w: World, calls: ReturnType<typeof factorCalls>): Promise<string> {
  w.clock.advance({ minutes: 5 });
  const { id } = (await calls.sms('+18024482036')).body;
  return (await calls.activate(id, w.lastCode())).body.id;
}

test('sniffing: every reply says nosniff, also those of no operation, of metrics and to a preflight', async (t) => {
  const w = await world('sqlite', metered({ address: { host: '127.0.0.1', port: 0 } }).options);
  t.after(() => w.close());
  const paths = ['/healthz', '/readyz', '/', '/docs', '/openapi.json', '/authenticator/', '/nowhere', '/%zz'];
  for (const path of [...paths, '/oauth2/v1/keys', '/admin', '/admin/signin']) {
    assert.equal((await w.app.inject(path)).headers['x-content-type-options'], 'nosniff', path);
  }
  const origin = 'https://portal.example.com';
  await w.call('POST', '/api/v1/trustedOrigins', { name: 'Portal', origin, scopes: [{ type: 'CORS' }] });
  const headers = { origin, 'access-control-request-method': 'GET' };
  const preflight = await w.app.inject({ method: 'OPTIONS', url: '/api/v1/users', headers });
  assert.deepEqual([preflight.statusCode, preflight.headers['x-content-type-options']], [204, 'nosniff']);
  const metrics = await world('sqlite', metered({ token: 'a-token-that-nobody-guesses-0001' }).options);
  t.after(() => metrics.close());
  for (const [token, status] of [
    ['a-token-that-nobody-guesses-0001', 200],
    ['wrong', 401],
  ] as const) {
    const reply = await metrics.app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual([reply.statusCode, reply.headers['x-content-type-options']], [status, 'nosniff']);
  }
  const at = w.metricsUrl ?? '';
  for (const [url, method, status] of [
    [at, 'GET', 200],
    [at, 'POST', 405],
    [`${at}/nowhere`, 'GET', 404],
  ] as const) {
    const reply = await fetch(url, { method });
    await reply.text();
    assert.deepEqual([reply.status, reply.headers.get('x-content-type-options')], [status, 'nosniff'], url);
  }
});

test('downgrade: who came over https is told never to come over http, and others are not', async (t) => {
  const strict = async (publicUrl: string, path: string) => {
    const w = await world('sqlite', { publicUrl });
    t.after(() => w.close());
    return (await w.app.inject(path)).headers['strict-transport-security'];
  };
  for (const path of ['/', '/healthz', '/api/v1/users', '/nowhere', '/%zz']) {
    assert.equal(await strict('https://cofactor.test', path), 'max-age=31536000', path);
  }
  assert.equal(await strict('http://cofactor.test', '/'), undefined);
});
