import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../src/errors.ts';
import { answerRefusal, messageRefusal } from '../src/flows/refusals.ts';

const said = (status: number, code: string, reason?: string, retryAfter?: number) =>
  new ApiError({ status, code, reason, retryAfter, summary: '', causes: [], requestId: undefined });

test('why an answer was refused: by the reason of Cofactor, or by the code of Okta', () => {
  const outcomes = new Map([
    [said(403, 'E0000068'), 'wrong'],
    [said(403, 'E0000068', 'WRONG_CODE'), 'wrong'],
    [said(403, 'E0000068', 'EXPIRED'), 'expired'],
    [said(403, 'E0000083', 'OUTSIDE_WINDOW'), 'expired'],
    [said(403, 'E0000068', 'SUPERSEDED'), 'superseded'],
    [said(403, 'E0000068', 'USED'), 'replayed'],
    [said(403, 'E0000068', 'USED_UP'), 'replayed'],
    [said(403, 'E0000082'), 'replayed'],
    [said(403, 'E0000068', 'NEVER_SENT'), 'notSent'],
    [said(423, 'E0000069'), 'locked'],
    [said(429, 'E0000047'), 'tooManyAttempts'],
  ]);
  for (const [error, outcome] of outcomes) assert.deepEqual({ ...answerRefusal(error) }.outcome, outcome);
});

test('why a message did not go out, and when the next may', () => {
  const soon = messageRefusal(said(429, 'E0000109', 'TOO_SOON', 12));
  assert.ok(soon.outcome === 'tooSoon' && Math.abs(soon.retryAt.getTime() - Date.now() - 12_000) < 1_000);
  assert.equal(messageRefusal(said(500, 'E0000138')).outcome, 'notSent');
  assert.equal(messageRefusal(said(429, 'E0000146')).outcome, 'notSent');
  assert.equal(messageRefusal(said(400, 'E0000098')).outcome, 'invalidPhone');
  assert.equal(messageRefusal(said(429, 'E0000047')).outcome, 'tooManyAttempts');
});

test('everything else is thrown on', () => {
  const others = [
    said(409, 'E0990001', 'IDEMPOTENCY_KEY_REUSED'),
    said(400, 'E0000001'),
    said(500, 'E0000009'),
    new TypeError('broken'),
  ];
  for (const error of others) {
    assert.throws(() => answerRefusal(error), error);
    assert.throws(() => messageRefusal(error), error);
  }
});
