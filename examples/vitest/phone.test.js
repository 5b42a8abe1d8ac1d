import { startCofactor } from 'cofactor/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { confirmedPhone } from './phone.js';

const phone = '+15550100001';
let cofactor;
let ada;

beforeAll(async () => {
  cofactor = await startCofactor({ users: ['ada@example.com'] });
  ada = cofactor.users[0].id;
});
beforeEach(() => cofactor.reset());
afterEach(() => vi.useRealTimers());
afterAll(() => cofactor.close());

test('the code that was sent confirms a phone', async () => {
  const read = async () => (await cofactor.inbox.next({ to: phone })).code;
  expect(await confirmedPhone(cofactor, ada, phone, read)).toMatchObject({ status: 'ACTIVE' });
});

test('a code is good for five minutes', async () => {
  const dawdle = async () => {
    const { code } = await cofactor.inbox.next({ to: phone });
    cofactor.clock.advance({ minutes: 5, seconds: 1 });
    return code;
  };
  await expect(confirmedPhone(cofactor, ada, phone, dawdle)).rejects.toThrow('Invalid Passcode');
});

test('without a provider the user hears of it', async () => {
  cofactor.faults.provider('down');
  await expect(confirmedPhone(cofactor, ada, phone, () => '')).rejects.toThrow('Telephony provider error');
});

test("fake timers move the application's time, and the service answers all the same", async () => {
  // Not `setImmediate`, which `fetch` itself needs.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  let reminded = false;
  setTimeout(() => {
    reminded = true;
  }, 60_000);
  const slowly = async () => {
    const { code } = await cofactor.inbox.next({ to: phone });
    vi.advanceTimersByTime(60_000);
    return code;
  };
  expect(await confirmedPhone(cofactor, ada, phone, slowly)).toMatchObject({ status: 'ACTIVE' });
  expect(reminded).toBe(true);
});
