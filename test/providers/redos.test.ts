import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { found, patternProblem } from '../../src/delivery/providers/http/pattern.ts';
import { start } from '../support/command.ts';

/** As long as an answer that is looked at whole. */
const LONG = `${'a'.repeat(60_000)}!`;

/** A gateway that answers with a text on which patterns with backtracking never end. */
async function gateway(t: TestContext): Promise<string> {
  const server = createServer((_request, response) => response.end(LONG)).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('ReDoS: while ^(a+)+$ is tried on the answer of a gateway, /healthz answers in less than 100 ms', async (t) => {
  const url = await gateway(t);
  const service = await start(['dev', '--database', 'sqlite::memory:', '--no-send']);
  t.after(() => service.stop('SIGKILL'));
  const patterns = { successPattern: '^(a+)+$', invalidPattern: '^(\\w+\\s?)*$', successStatus: '^(2+)+00$' };
  const provider = { type: 'http', name: 'x', channels: ['sms'], settings: { url, ...patterns } };
  const { status, body } = await service.call('POST', '/api/v1/message-providers', provider);
  assert.equal(status, 201, JSON.stringify(body));
  const healthMs = async () => {
    const asked = performance.now();
    await fetch(`${service.url}/healthz`);
    return performance.now() - asked;
  };
  // A busy machine has its own idea of how long that takes.
  let calm = 0;
  for (let asked = 0; asked < 30; asked++) calm = Math.max(calm, await healthMs());
  // What a pattern holds up, it holds up each time; what the machine does, hardly three times.
  let slowest = Number.POSITIVE_INFINITY;
  for (const to of ['+18024481101', '+18024481102', '+18024481103']) {
    let [over, held] = [false, 0];
    const watch = (async () => {
      while (!over) held = Math.max(held, await healthMs());
    })();
    const tried = await service.call('POST', `/api/v1/message-providers/${body.id}/test`, { channel: 'sms', to });
    assert.equal(tried.body.result, 'FAILED', JSON.stringify(tried.body));
    over = true;
    await watch;
    slowest = Math.min(slowest, held);
  }
  t.diagnostic(`/healthz at most ${slowest.toFixed(0)} ms, before that ${calm.toFixed(0)} ms`);
  assert.ok(slowest < Math.max(100, 4 * calm), `${slowest} ms`);
});

test('ReDoS: patterns that would be slow even so are tried on less of a long text', () => {
  for (const pattern of ['^(a+)+$', '(x+x+)+y', '(.*a){20}b', '(a|aa)+$', '.{0,120}.{0,120}$', '(a?){60}a{60}$']) {
    assert.equal(patternProblem(pattern), undefined, pattern);
    const began = process.cpuUsage();
    found(pattern, LONG);
    assert.ok(process.cpuUsage(began).user < 1_000_000, pattern);
  }
});

test('patterns that are none here are refused when they are set: too large ones, look-around, back-references', () => {
  for (const pattern of ['(', '(?=a)', '(?<!a)b', '(a)\\1', '(a{0,1000}){0,1000}', '(\\w{1,900}){1,900}', 'a{1000}']) {
    assert.notEqual(patternProblem(pattern), undefined, pattern);
  }
});

test('ordinary patterns mean what they always did', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['"status":\\s*"(ok|queued)"', '{"status": "queued"}', true],
    ['^2\\d\\d$', '202', true],
    ['^2\\d\\d$', '2020', false],
    ['(?i)delivered', 'DELIVERED', true],
    ['^(DELIVRD|0)$', 'UNDELIV', false],
    ['invalid (msisdn|number)', 'error: invalid number', true],
    ['^\\s*OK\\b', '  OK 42', true],
  ];
  for (const [pattern, text, expected] of cases) assert.equal(found(pattern, text), expected, pattern);
});
