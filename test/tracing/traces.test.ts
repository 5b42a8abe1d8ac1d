import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenTelemetry } from '../../src/tracing/openTelemetry.ts';
import { start } from '../support/command.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { hookRequest, hooksPath, hookWorld, SECRET } from '../support/hooks/hookWorld.ts';
import { newest } from '../support/log/logCalls.ts';
import { collecting, settings } from '../support/tracing/collecting.ts';
import { USERS } from '../support/users/userCalls.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const SERVER = 2;
const CLIENT = 3;

for (const engine of ENGINES) {
  test(`a request is a trace: what was read, written, delivered and called is in it, and nothing of what it was about: ${engine}`, async (t) => {
    const seen = await collecting(t);
    const tracing = createOpenTelemetry(settings, {
      version: '1',
      lost: () => assert.fail('a span is lost'),
      url: `${seen.url}/v1/traces`,
    });
    const h = await hookWorld(engine, 1_000, { tracing });
    t.after(() => h.close());
    const { w } = h;
    const hook = (await w.call('POST', hooksPath, hookRequest(`${h.server.url}?key=in-the-query`))).body.id;
    const profile = { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com', login: 'grace@example.com' };
    const credentials = { password: { value: 'Correct-Horse-7' } };
    const created = await w.call('POST', USERS, { profile, credentials });
    const user = created.body.id;
    const headers = { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'vendor=of-the-caller' };
    const enrolled = await factorCalls(w, user).sms('+18024482036', '', { headers });
    const factor = enrolled.body.id;
    const call = h.server.calls.at(-1);
    const code = call?.body.data.messageProfile.otpCode;
    const activate = `${USERS}/${user}/factors/${factor}/lifecycle/activate`;
    const wrong = await w.call('POST', activate, { passCode: '000000' }, { headers: { traceparent: `00-${TRACE}` } });
    const active = await w.call('POST', activate, { passCode: code });
    assert.equal(active.status, 200);
    assert.equal((await w.call('GET', `${USERS}?search=profile.login eq "grace@example.com"`)).status, 200);
    const unsampled = { traceparent: `00-${'a'.repeat(32)}-${SPAN}-00` };
    w.clock.advance({ seconds: 31 });
    const asked = await w.call('POST', `${USERS}/${user}/factors/${active.body.id}/verify`, {}, { headers: unsampled });
    assert.equal(asked.body.factorResult, 'CHALLENGE', JSON.stringify(asked.body));
    const [event] = await newest(w, { filter: `debugContext.debugData.traceId eq "${TRACE}"`, limit: '1' });
    await tracing.close();

    // The caller's trace goes on, and its id is in the events.
    const own = seen.spans.filter(({ traceId }) => traceId === TRACE);
    const request = own.find(({ kind }) => kind === SERVER);
    assert.equal(request?.name, 'POST /api/v1/users/:userId/factors');
    assert.equal(request?.parentSpanId, SPAN);
    assert.deepEqual(request?.attributes, {
      'http.request.method': 'POST',
      'http.route': '/api/v1/users/:userId/factors',
      'http.response.status_code': 200,
      'url.scheme': 'http',
      'cofactor.operation': 'enrollFactor',
    });
    assert.equal(event.debugContext.debugData.traceId, TRACE);
    assert.equal(event.transaction.id, enrolled.headers['x-okta-request-id']);
    const ids = new Set([SPAN, ...own.map(({ spanId }) => spanId)]);
    assert.ok(own.every(({ parentSpanId }) => ids.has(parentSpanId)));
    const names = own.map(({ name }) => name);
    assert.ok(names.includes('deliver sms') && names.includes('inlineHooks.active'), names.join());
    assert.ok(
      names.some((name) => /^apply .*\binsertFactor\b.*\blog\b/.test(name)),
      names.join(),
    );
    const system = engine === 'sqlite' ? 'sqlite' : 'postgresql';
    const stored = own.filter(({ attributes }) => attributes['db.operation.name'] !== undefined);
    assert.ok(stored.every(({ attributes, kind }) => attributes['db.system.name'] === system && kind === CLIENT));

    // A hook is told the ids, and nothing else that the caller said.
    const called = own.find(({ name }) => name === 'POST telephony hook');
    assert.deepEqual(
      [called?.attributes['server.address'], called?.attributes['http.response.status_code']],
      ['127.0.0.1', 200],
    );
    assert.equal(call?.headers.traceparent, `00-${TRACE}-${called?.spanId}-01`);
    assert.equal(call?.headers.tracestate, undefined);

    // Without a trace of the caller's, or with a malformed one, the request's id is that of the trace.
    for (const { headers: reply } of [created, wrong]) {
      assert.ok(seen.spans.some(({ traceId, kind }) => kind === SERVER && traceId === reply['x-okta-request-id']));
    }
    const refused = seen.spans.find(
      ({ traceId, kind }) => kind === SERVER && traceId === wrong.headers['x-okta-request-id'],
    );
    assert.deepEqual([refused?.attributes['cofactor.error.code'], refused?.failed], ['E0000068', false]);
    // A caller that keeps nothing of its trace has none of it kept here, and its servers hear so too.
    assert.equal(seen.spans.filter(({ traceId }) => traceId === 'a'.repeat(32)).length, 0);
    assert.match(String(h.server.calls.at(-1)?.headers.traceparent), /^00-a{32}-[0-9a-f]{16}-00$/);

    const about = [
      user,
      factor,
      active.body.id,
      hook,
      code,
      '000000',
      w.token,
      SECRET,
      'Correct-Horse-7',
      'in-the-query',
      'my-header-value',
    ];
    const personal = ['Grace', 'Hopper', 'grace', '8024482036', '2036', '/api/v1/users/0', 'select ', 'insert '];
    for (const word of [...about, ...personal]) assert.ok(!seen.raw().includes(word), word);
    assert.ok(seen.spans.length > 30);
  });
}

test('the environment switches traces on; what the database did while a body came in belongs to its request', async (t) => {
  const seen = await collecting(t);
  const service = await start(['dev', '--database', 'sqlite::memory:'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: seen.url,
    OTEL_SERVICE_NAME: 'second-factor',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_BSP_SCHEDULE_DELAY: '10',
  });
  t.after(() => service.stop('SIGKILL'));
  const body = JSON.stringify({
    profile: { firstName: 'A', lastName: 'B', email: 'a@example.com', login: 'a@example.com' },
  });
  const reply = await fetch(`${service.url}/api/v1/users`, {
    method: 'POST',
    headers: { authorization: 'SSWS dev-token', 'content-type': 'application/json' },
    body,
  });
  assert.equal(reply.status, 200);
  assert.equal(await service.stop(), 0);
  const own = seen.spans.filter(({ traceId }) => traceId === reply.headers.get('x-okta-request-id'));
  const request = own.find(({ kind }) => kind === SERVER);
  assert.equal(request?.name, 'POST /api/v1/users');
  const written = own.find(({ name }) => /^apply .*\blog\b/.test(name));
  assert.equal(written?.parentSpanId, request?.spanId);
  assert.equal(request?.resource['service.name'], 'second-factor');
  assert.equal(request?.resource['deployment.environment.name'], 'test');
});
