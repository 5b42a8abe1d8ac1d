import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../test/support/random.ts';
import { defaultPasswordPolicy as policy, temporaryPassword, weakPassword } from './passwordPolicy.ts';

test('parts of a login count from four characters on, whatever their case, cut at punctuation', () => {
  const login = 'John.Doe-Password@example.com';
  for (const password of ['JohnDoe2Horses', 'myPASSWORD150', 'xExample22Xx']) {
    assert.ok(weakPassword(password, login, policy), password);
  }
  for (const password of ['Doe2Horses4', 'Com2Horses4', 'Correct4Horses']) {
    assert.equal(weakPassword(password, login, policy), undefined, password);
  }
});

test('letters and digits of any script count; length is counted in characters', () => {
  assert.equal(weakPassword('Ωμέγα٣ερως', 'jdoe', policy), undefined);
  assert.ok(weakPassword(`Aa1${'\u{1f600}'.repeat(4)}`, 'jdoe', policy), 'seven characters, eleven code units');
});

test('the requirements are the policy’s, word for word', () => {
  const lax = { minLength: 12, lowercase: false, uppercase: false, number: true, noUsernameParts: false };
  assert.deepEqual(weakPassword('x', 'jdoe', lax)?.causes, [
    'password: Password requirements were not met. Password requirements: at least 12 characters, a number.',
  ]);
});

test('no password is too long to be refused', () => {
  assert.ok(weakPassword(`Aa1${'x'.repeat(254)}`, 'jdoe', policy));
  assert.equal(weakPassword(`Aa1${'x'.repeat(253)}`, 'jdoe', policy), undefined);
});

test('a temporary password meets the policy, every time another', () => {
  const random = seededRandom();
  const drawn = Array.from({ length: 200 }, () => temporaryPassword(random, 'jdoe@example.com', policy));
  assert.equal(new Set(drawn).size, drawn.length);
  for (const password of drawn) {
    assert.equal(weakPassword(password, 'jdoe@example.com', policy), undefined);
    assert.match(password, /^[A-HJ-NP-Za-km-z2-9]{12}$/);
  }
});
