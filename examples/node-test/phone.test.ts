import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startCofactor } from 'cofactor/testing';
import { addPhone, confirmPhone } from './phone.ts';

const cofactor = await startCofactor({ users: ['ada@example.com'] });
const ada = cofactor.users[0]?.id ?? '';
const phone = '+15550100001';

beforeEach(() => cofactor.reset());
after(() => cofactor.close());

test('the code that was sent confirms a phone', async () => {
  const factor = await addPhone(cofactor, ada, phone);
  const { code } = await cofactor.inbox.next({ to: phone });
  assert.equal((await confirmPhone(cofactor, ada, factor, code)).status, 'ACTIVE');
});

test('a code is good for five minutes', async () => {
  const factor = await addPhone(cofactor, ada, phone);
  const { code } = await cofactor.inbox.next({ to: phone });
  cofactor.clock.advance({ minutes: 5, seconds: 1 });
  await assert.rejects(confirmPhone(cofactor, ada, factor, code), /Invalid Passcode/);
});

test('a busy org is asked again when it said', async () => {
  cofactor.faults.api({ status: 429 });
  await addPhone(cofactor, ada, phone);
  assert.equal(cofactor.inbox.all().length, 1);
});

test('without a provider the user hears of it', async () => {
  cofactor.faults.provider('down');
  await assert.rejects(addPhone(cofactor, ada, phone), /Telephony provider error/);
});
