import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApiLimit } from './apiLimit.ts';

const HOUR = 3_600_000;

test('a minute of the API limit is a minute, however the time of day is put back or forward', () => {
  let [monotonic, wall] = [1_000, 10 * HOUR];
  const limit = createApiLimit(
    3,
    () => monotonic,
    () => wall,
  );
  const ask = () => limit('00T1', 'GET /');
  const refusals = () => [ask(), ask(), ask(), ask()].map(({ refused }) => refused);
  const minute = [false, false, false, true];
  assert.deepEqual(refusals(), minute);
  for (const jump of [-HOUR, HOUR, HOUR]) {
    wall += jump;
    assert.equal(ask().refused, true, 'the jump gives nothing away');
    assert.equal(ask().reset, Math.ceil((wall + 60_000) / 1000), 'the caller is told a minute by the new time');
    monotonic += 60_000;
    wall += 60_000;
    assert.deepEqual(refusals(), minute);
  }
});

test('a clock of development mode that is put back does not hold anybody for longer than a minute', () => {
  let monotonic = HOUR;
  const limit = createApiLimit(
    1,
    () => monotonic,
    () => monotonic,
  );
  limit('00T1', 'GET /');
  monotonic = 0;
  assert.equal(limit('00T1', 'GET /').refused, false);
});

test('a hundred thousand keys in one minute, as an attacker makes them, take less than two seconds', () => {
  const limit = createApiLimit(
    10,
    () => 0,
    () => 0,
  );
  const before = process.cpuUsage();
  for (let n = 0; n < 100_000; n++) limit(`key ${n}`, 'POST /x');
  assert.ok(process.cpuUsage(before).user < 2_000_000);
});
