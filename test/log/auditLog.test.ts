import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditLine } from '../../src/domain/log/auditLine.ts';
import type { LogEntry } from '../../src/domain/log/logEntry.ts';
import type { Change } from '../../src/store/change.ts';
import { tellingStore } from '../../src/store/log/tellingStore.ts';
import type { Store } from '../../src/store/store.ts';
import { ENGINES } from '../support/engines.ts';
import { newest } from '../support/log/logCalls.ts';
import { USERS } from '../support/users/userCalls.ts';
import { world } from '../support/world.ts';

const headers = { 'user-agent': 'Mozilla/5.0 (Nosy)', 'x-forwarded-for': '192.0.2.7' };
const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };

for (const engine of ENGINES) {
  test(`every event of the system log is one line under its own id, without personal data: ${engine}`, async (t) => {
    const entries: LogEntry[] = [];
    const w = await world(engine, { audit: (entry) => entries.push(entry) });
    t.after(() => w.close());
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const user = (await w.call('POST', USERS, { profile }, { headers: { ...headers, traceparent } })).body.id;
    const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
    const factor = (await w.call('POST', `${USERS}/${user}/factors`, sms, { headers })).body.id;
    const activate = `${USERS}/${user}/factors/${factor}/lifecycle/activate`;
    const wrong = { ...headers, traceparent: `00-${traceId}-00f067aa0ba902b7-1` };
    await w.call('POST', activate, { passCode: '00000' }, { headers: wrong });
    const { headers: reply } = await w.call('POST', activate, { passCode: w.lastCode() }, { headers });

    const lines = entries.map((entry) => JSON.parse(auditLine(entry, false)));
    const events = (await newest(w, { limit: '1000' })).toReversed();
    assert.deepEqual(
      lines.map((line) => [line['event.id'], line['event.action'], line['cofactor.outcome'], line['transaction.id']]),
      events.map((event) => [event.uuid, event.eventType, event.outcome.result, event.transaction.id]),
    );
    assert.ok(lines.some((line) => line['event.outcome'] === 'failure' && line['event.reason'] !== undefined));
    // A malformed traceparent counts as none, and one trace id is in the line and in the event.
    const refused = lines.find((line) => line['event.outcome'] === 'failure');
    assert.equal(refused['trace.id'], refused['transaction.id']);
    assert.equal(lines[0]['trace.id'], traceId);
    assert.equal(events[0].debugContext.debugData.traceId, traceId);
    assert.notEqual(events[0].transaction.id, traceId);
    assert.equal(events[0].target[0].detailEntry?.traceId, undefined);
    assert.equal(events.at(-1)?.debugContext.debugData.traceId, undefined);
    const last = lines.find(
      (line) => line['event.action'] === 'user.mfa.factor.activate' && line['log.level'] === 'info',
    );
    assert.equal(last['trace.id'], reply['x-okta-request-id']);
    assert.equal(last['user.target.id'], user);
    const all = JSON.stringify(lines);
    for (const own of ['2036', 'jane', 'Jane', 'Doe', '192.0.2.7', 'Nosy']) assert.ok(!all.includes(own), own);
    const personal = entries.map((entry) => auditLine(entry, true)).join('');
    for (const own of ['192.0.2.7', 'Nosy']) assert.ok(personal.includes(own), own);
  });
}

describe('the lines of the audit log', () => {
  const entry: LogEntry = {
    id: '01a0',
    at: Temporal.Instant.from('2026-11-29T08:00:00.5Z'),
    event: 'user.account.report_suspicious_activity_by_enduser',
    outcome: 'SUCCESS',
    userId: '00u1',
    requestId: 'req1',
  };

  test('"this was not me" is a warning', () => {
    const line = JSON.parse(auditLine(entry, false));
    assert.equal(line['log.level'], 'warn');
    assert.equal(line['@timestamp'], '2026-11-29T08:00:00.500Z');
    assert.deepEqual(line['event.category'], ['iam']);
  });

  test('attack: a user agent cannot begin a line of its own, nor speak to a terminal', () => {
    const userAgent =
      'x\n{"event.action":"user.session.start"}\r\u001b[2J\u0085\u009b31m\u2028\u202e\u200f\u061c\ufeff';
    const line = auditLine({ ...entry, userAgent, detail: { channel: 'sms\n' } }, true);
    assert.equal(line.indexOf('\n'), line.length - 1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are looked for
    assert.doesNotMatch(line.slice(0, -1), /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\ufeff]/);
    assert.equal(JSON.parse(line)['user_agent.original'], userAgent);
  });

  test('nothing is told of a change that was not made', async () => {
    const told: LogEntry[] = [];
    const change: Change = [{ do: 'log', entry }];
    for (const [applied, count] of [
      ['stale', 0],
      ['done', 1],
    ] as const) {
      const store = tellingStore({ apply: async () => applied } as unknown as Store, (one) => told.push(one));
      assert.equal(await store.apply(change), applied);
      assert.equal(told.length, count);
    }
    assert.notEqual(told[0]?.id, undefined);
  });
});
