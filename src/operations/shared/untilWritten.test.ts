import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../domain/values/fault.ts';
import { untilWritten } from './untilWritten.ts';

test('what was written at the first attempt is not attempted again', async () => {
  const tried: number[] = [];
  assert.deepEqual(await untilWritten('factor', async (tries) => ({ at: tried.push(tries) })), { at: 1 });
  assert.deepEqual(tried, [0]);
});

test('it is decided again as long as somebody else writes first', async () => {
  assert.equal(await untilWritten('factor', async (tries) => (tries < 24 ? undefined : 'written')), 'written');
});

test('after 25 attempts the caller hears 429 and what so many are changing', async () => {
  let attempts = 0;
  const refused = untilWritten('factor', async () => {
    attempts += 1;
    return undefined;
  });
  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual(
      [error.error, error.causes],
      ['tooManyRequests', ['Too many requests are changing the factor at once; try again.']],
    );
    return true;
  });
  assert.equal(attempts, 25);
});

test('an attempt that fails is not repeated', async () => {
  let attempts = 0;
  const failing = untilWritten('factor', async () => {
    attempts += 1;
    throw new Error('refused');
  });
  await assert.rejects(failing, /refused/);
  assert.equal(attempts, 1);
});
