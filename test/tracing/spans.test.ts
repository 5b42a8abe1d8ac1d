import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Type } from 'typebox';
import type { Provider } from '../../src/delivery/provider.ts';
import { tracedProvider } from '../../src/delivery/tracedDelivery.ts';
import { tracedFetch } from '../../src/outgoing/traced.ts';
import { createOpenTelemetry } from '../../src/tracing/openTelemetry.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { collecting, settings } from '../support/tracing/collecting.ts';
import { person } from '../support/users/people.ts';
import { fakeVip } from '../support/vip/fakeVip.ts';
import { setVip, vipConfiguration } from '../support/vip/setVip.ts';
import { world } from '../support/world.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('a collector that never answers holds up no request, and what does not fit into the queue is lost and counted', async (t) => {
  const deaf = await collecting(t, () => {});
  const lost: string[] = [];
  const queue = { most: 10, batch: 5, delayMs: 1, timeoutMs: 60_000 };
  const tracing = createOpenTelemetry(
    { ...settings, queue },
    { version: '1', lost: (_count, reason) => void lost.push(reason), url: `${deaf.url}/v1/traces` },
  );
  for (let round = 0; round < 100; round++) {
    assert.equal(await tracing.span({ name: 'work', kind: 'internal', alone: true }, async () => round), round);
  }
  // Five are under way, and ten wait.
  assert.equal(lost.filter((reason) => reason === 'QUEUE_FULL').length, 100 - 5 - 10);
});

test('spans that a collector refuses are lost and counted, and work that fails says how without its words', async (t) => {
  const full = await collecting(t, (response) => void response.writeHead(400).end());
  let missing = 0;
  const lost = (count: number) => {
    missing += count;
  };
  const url = `${full.url}/v1/traces`;
  const tracing = createOpenTelemetry(settings, { version: '1', lost, url });
  const failure = Object.assign(new Error('the login grace@example.com is taken'), { code: '23505' });
  await assert.rejects(
    tracing.span({ name: 'work', kind: 'client', alone: true }, async () => {
      throw failure;
    }),
    failure,
  );
  // Outside of a trace nothing is told of, unless it has a trace of its own.
  assert.equal(await tracing.span({ name: 'housekeeping', kind: 'client' }, async () => 1), 1);
  assert.deepEqual(tracing.headers('operators'), {});
  while (missing === 0) await pause(20);
  assert.equal(missing, 1);
  await tracing.close();
  assert.deepEqual(
    full.spans.map(({ name, failed, attributes }) => [name, failed, attributes['error.type']]),
    [['work', true, '23505']],
  );
  assert.doesNotMatch(full.raw(), /grace|taken/);
});

test('an attempt says through which type of provider it was and whether the message was taken; state goes to operators alone', async (t) => {
  const seen = await collecting(t);
  const tracing = createOpenTelemetry(settings, {
    version: '1',
    lost: () => assert.fail(),
    url: `${seen.url}/v1/traces`,
  });
  const sent: Record<string, Headers> = {};
  const fetchTo = (to: 'operators' | 'others') =>
    tracedFetch(
      async (_input, init) => {
        sent[to] = new Headers(init?.headers);
        return new Response(null, { status: to === 'others' ? 403 : 200 });
      },
      tracing,
      to,
    );
  const type: Provider = {
    ...{ id: 'vendor', label: 'Vendor', channels: ['sms'], settings: Type.Object({}) },
    async send() {
      await fetchTo('operators')(
        new Request('https://api.vendor.example/send/+18024482036', { headers: { own: 'header' } }),
      );
      await fetchTo('others')('http://hook.example:8080/?key=in-the-query', { method: 'POST' });
      return { accepted: false, reason: 'no credit for +18024482036', retry: true };
    },
  };
  const parent = { traceId: TRACE, spanId: SPAN, sampled: true };
  const request = tracing.request({ requestId: 'b'.repeat(32), parent, state: 'vendor=of-the-caller' });
  await new Promise<void>((resolve) => {
    request.within(() => {
      void tracedProvider(type, tracing)
        .send({} as never, {}, {} as never)
        .then(() => resolve());
    });
  });
  request.end('POST /', {});
  await tracing.close();
  const { operators, others } = sent;
  assert.deepEqual([operators?.get('own'), operators?.get('tracestate')], ['header', 'vendor=of-the-caller']);
  assert.equal(others?.get('tracestate'), null);
  const told = seen.spans.map(({ name, failed, attributes }) => [name, failed, attributes]);
  const asked = { 'http.request.method': 'GET', 'server.address': 'api.vendor.example', 'server.port': 443 };
  const posted = { 'http.request.method': 'POST', 'server.address': 'hook.example', 'server.port': 8080 };
  assert.deepEqual(told.slice(0, 3), [
    ['GET server', false, { ...asked, 'http.response.status_code': 200 }],
    ['POST server', true, { ...posted, 'http.response.status_code': 403, 'error.type': '403' }],
    ['provider vendor', true, { 'cofactor.provider': 'vendor', 'cofactor.result': 'refused', 'error.type': 'refused' }],
  ]);
  const attempt = seen.spans[2];
  assert.ok(seen.spans.slice(0, 2).every(({ parentSpanId }) => parentSpanId === attempt?.spanId));
  assert.equal(others?.get('traceparent'), `00-${TRACE}-${seen.spans[1]?.spanId}-01`);
  assert.doesNotMatch(seen.raw(), /8024482036|in-the-query|no credit/);
});

test('a question to VIP is a span of its request, with the place it went to and neither credential, code nor person', async (t) => {
  const seen = await collecting(t);
  const lost = () => assert.fail('a span is lost');
  const tracing = createOpenTelemetry(settings, { version: '1', lost, url: `${seen.url}/v1/traces` });
  const w = await world('sqlite', { tracing });
  t.after(w.close);
  const vip = await fakeVip();
  t.after(() => vip.close());
  await setVip(w, await vipConfiguration(vip));
  const credential = vip.credential();
  const { id, profile } = await person(w);
  const verify = { passCode: credential.press(), nextPassCode: credential.press() };
  const factor = { factorType: 'token', provider: 'SYMANTEC', profile: { credentialId: credential.id }, verify };
  const { status } = await factorCalls(w, id).enroll(factor);
  assert.equal(status, 200);
  await tracing.close();
  const [asked, another] = seen.spans.filter(({ name }) => name === 'POST VIP');
  assert.equal(another, undefined);
  assert.deepEqual(asked?.attributes, {
    'http.request.method': 'POST',
    'server.address': '127.0.0.1',
    'server.port': vip.port,
    'http.response.status_code': 200,
  });
  const request = seen.spans.find(({ name }) => name === 'POST /api/v1/users/:userId/factors');
  assert.deepEqual([asked?.traceId, asked?.parentSpanId], [request?.traceId, request?.spanId]);
  for (const secret of [credential.id, verify.passCode, verify.nextPassCode, id, profile.login]) {
    assert.ok(!seen.raw().includes(secret), secret);
  }
});
