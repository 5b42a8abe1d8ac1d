import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startCofactor, type TestPhone } from 'cofactor/testing';
import { confirmOnPhone } from './push.ts';

const cofactor = await startCofactor({
  users: [{ login: 'ada@example.com', factors: [{ factorType: 'push', provider: 'OKTA' }] }],
});
const [ada] = cofactor.users;
const factor = { userId: ada?.id ?? '', factorId: ada?.factors[0]?.id ?? '' };
const confirm = (show = (_: number) => {}) => confirmOnPhone(cofactor, factor, show, 20);
let phone: TestPhone;

beforeEach(async () => {
  await cofactor.reset();
  phone = await cofactor.devices.phone(factor);
});
after(() => cofactor.close());

test('whoever picks the number on the phone has confirmed', async () => {
  const shown: number[] = [];
  assert.equal(await confirm((number) => shown.push(number)), 'confirmed');
  assert.deepEqual(shown, [phone.asked()[0]?.answer?.number]);
});

test('the wrong number, and "this was not me", refuse', async () => {
  phone.behave({ behaviour: 'wrong-number' });
  assert.equal(await confirm(), 'refused');
  cofactor.clock.advance({ minutes: 1 });
  phone.behave({ behaviour: 'not-me' });
  assert.equal(await confirm(), 'refused');
});

test('after five minutes nobody waits any longer', async () => {
  phone.behave({ behaviour: 'silent' });
  const answer = confirm(() => cofactor.clock.advance({ minutes: 5 }));
  assert.equal(await answer, 'nobody answered');
});
