import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expectation } from '../expectations/expectation.ts';
import { differences } from './judge.ts';
import type { Result } from './result.ts';

const failed: Result = { operation: 'verifyFactor', subject: 'sms', outcome: 'failed', error: 'a 400 E0000019 came' };
const expected: Expectation = {
  clients: ['node-8'],
  calls: ['verifyFactor sms'],
  by: 'service',
  error: 'E0000019',
  why: 'So it is.',
};

test('a call that fails as expected is no difference', () => {
  assert.deepEqual(differences('node-8', [failed], [expected]), []);
});

test('a call that fails otherwise, or with another client, is one', () => {
  assert.deepEqual(differences('node-8', [{ ...failed, error: 'a 500 came' }], [expected]), [
    'verifyFactor sms: a 500 came',
  ]);
  assert.deepEqual(differences('node-7', [failed], [expected]), ['verifyFactor sms: a 400 E0000019 came']);
});

test('a call that passes although it is on the list of failures is one', () => {
  const passed: Result = { operation: 'verifyFactor', subject: 'sms', outcome: 'passed' };
  assert.match(differences('node-8', [passed], [expected]).join(), /verifyFactor sms: passes now/);
  assert.deepEqual(differences('node-8', [passed], []), []);
});

test('a call that is on the list and was never made is one', () => {
  assert.match(differences('node-8', [], [expected]).join(), /verifyFactor sms: is expected to fail, and was not even/);
});

test('an operation that an SDK has lost is one, and one it is known not to have is none', () => {
  const absent: Result = { operation: 'resendFactor', subject: 'sms', outcome: 'absent' };
  assert.match(differences('node-8', [absent], []).join(), /resendFactor sms: the SDK has it no longer/);
  const known = differences('go-2', [absent], []);
  assert.ok(known.every((line) => !line.startsWith('resendFactor')));
});
