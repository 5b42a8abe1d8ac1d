import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hotp } from '../../domain/hardwareTokens/otp.ts';
import { checkCounterCode, checkTimeCode, resynchronise } from './judgeOtp.ts';

const six = { algorithm: 'sha1', digits: 6 } as const;
const key = new Uint8Array(Buffer.from('12345678901234567890'));

test('a clock token is accepted one step to either side, once, and its time is told from a wrong code', () => {
  const token = { key, rule: six, last: -1, current: 1000, adjacent: 1 };
  const at = (step: number, last = -1) => checkTimeCode({ ...token, last }, hotp(key, step, six));
  for (const step of [999, 1000, 1001]) assert.deepEqual(at(step), { counter: step });
  for (const step of [989, 990, 998]) assert.deepEqual(at(step), { refused: 'OUTSIDE_WINDOW' });
  for (const step of [988, 1002, 1011, 1013]) assert.deepEqual(at(step), { refused: 'WRONG_CODE' });
  assert.deepEqual(at(1000, 1000), { refused: 'REPLAYED' });
  assert.deepEqual(at(999, 1000), { refused: 'REPLAYED' });
  assert.deepEqual(at(995, 1000), { refused: 'OUTSIDE_WINDOW' });
  assert.deepEqual(at(995, 995), { refused: 'REPLAYED' });
  assert.deepEqual(at(1001, 1000), { counter: 1001 });
});

test('at the beginning of time there are no steps before the first', () => {
  const token = { key, rule: six, last: -1, current: 0, adjacent: 1 };
  assert.deepEqual(checkTimeCode(token, hotp(key, 0, six)), { counter: 0 });
  assert.deepEqual(checkTimeCode(token, '000000'), { refused: 'WRONG_CODE' });
});

test('a button token is accepted as far ahead as allowed, and never behind', () => {
  const token = { key, rule: six, last: 4, lookAhead: 10 };
  const at = (counter: number) => checkCounterCode(token, hotp(key, counter, six));
  assert.deepEqual(at(5), { counter: 5 });
  assert.deepEqual(at(15), { counter: 15 });
  assert.deepEqual(at(16), { refused: 'WRONG_CODE' });
  assert.deepEqual(at(4), { refused: 'REPLAYED' });
  assert.deepEqual(at(0), { refused: 'REPLAYED' });
});

test('two consecutive codes find a lost token; two others, swapped or used ones do not', () => {
  const button = { key, rule: six, last: 4, lookAhead: 10 };
  const codes = (...counters: readonly [number, number]) =>
    counters.map((counter) => hotp(key, counter, six)) as [string, string];
  assert.deepEqual(resynchronise(button, codes(700, 701)), { counter: 701 });
  assert.deepEqual(resynchronise(button, codes(701, 700)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise(button, codes(700, 702)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise(button, codes(1006, 1007)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise(button, codes(4, 5)), { refused: 'REPLAYED' });
  const clock = { key, rule: six, last: -1, current: 5000, adjacent: 1 };
  assert.deepEqual(resynchronise(clock, codes(4930, 4931)), { counter: 4931 });
  assert.deepEqual(resynchronise(clock, codes(4800, 4801)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise({ ...clock, last: 4930 }, codes(4930, 4931)), { refused: 'REPLAYED' });
});
