import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cofactor } from '../support/command.ts';
import { metered } from '../support/metrics/metered.ts';
import { meteredService } from '../support/metrics/meteredService.ts';
import { world } from '../support/world.ts';

const TOKEN = 'a-token-that-nobody-guesses-0001';
const ADDRESS = { host: '127.0.0.1', port: 0 };

test('without an address and a token for them there are no metrics', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const { status, body } = await w.call('GET', '/metrics');
  assert.deepEqual([status, body.errorCode, w.metricsUrl], [404, 'E0000008', undefined]);
});

test('an address of their own leaves none at the address of the API', async (t) => {
  const w = await world('sqlite', metered({ address: ADDRESS }).options);
  t.after(() => w.close());
  assert.equal((await w.call('GET', '/metrics')).status, 404);
  const reply = await fetch(w.metricsUrl ?? '');
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.match(await reply.text(), /^cofactor_database_up 1$/m);
});

test('at the address of the API the token opens them, and no API token does', async (t) => {
  const w = await world('sqlite', metered({ token: TOKEN }).options);
  t.after(() => w.close());
  for (const authorization of [undefined, `SSWS ${w.token}`, 'Bearer wrong', `Bearer ${TOKEN}x`, TOKEN]) {
    const { statusCode, payload } = await w.app.inject({
      url: '/metrics',
      ...(authorization !== undefined && { headers: { authorization } }),
    });
    assert.equal(statusCode, 401, String(authorization));
    assert.doesNotMatch(payload, /cofactor_requests|nobody-guesses/);
  }
  const { statusCode, payload } = await w.app.inject({
    url: '/metrics',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  assert.equal(statusCode, 200);
  assert.match(payload, /^cofactor_database_up 1$/m);
});

test('with a token it is wanted at the address of their own too', async (t) => {
  const w = await world('sqlite', metered({ address: ADDRESS, token: TOKEN }).options);
  t.after(() => w.close());
  const url = w.metricsUrl ?? '';
  assert.equal((await fetch(url)).status, 401);
  assert.equal((await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })).status, 200);
});

test('the address of their own has nothing but the metrics', async (t) => {
  const w = await world('sqlite', metered({ address: ADDRESS }).options);
  t.after(() => w.close());
  const url = w.metricsUrl ?? '';
  assert.equal((await fetch(new URL('/api/v1/users', url))).status, 404);
  assert.equal((await fetch(url, { method: 'POST' })).status, 405);
});

test('serve takes the address as a flag and the token from the environment, and says where the metrics are', async (t) => {
  const { url } = await meteredService(t, [], undefined, { COFACTOR_METRICS_TOKEN: TOKEN });
  assert.equal((await fetch(url)).status, 401);
  const reply = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  assert.match(await reply.text(), /^nodejs_eventloop_lag_p99_seconds /m);
});

const refused = [
  [['--metrics', 'here'], {}, /--metrics must be a port, or an address and a port/],
  [['--metrics', '127.0.0.1:99999'], {}, /--metrics must be a whole number from 0 to 65535/],
  [[], { COFACTOR_METRICS_TOKEN: 'short' }, /COFACTOR_METRICS_TOKEN must be at least 24/],
] as const;

for (const [args, env, words] of refused) {
  test(`serve does not start with ${[...args, ...Object.keys(env)].join(' ')} that cannot be used`, async () => {
    const { code, stderr } = await cofactor(['serve', ...args], {
      COFACTOR_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      COFACTOR_DATABASE_URL: 'sqlite:/nowhere/at-all.db',
      ...env,
    });
    assert.notEqual(code, 0);
    assert.match(stderr, words);
    assert.ok(!stderr.includes('short\n'), 'the token is not repeated');
  });
}
