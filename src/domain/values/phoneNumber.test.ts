import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CountryCode } from 'libphonenumber-js';
import { toE164 } from './phoneNumber.ts';

const table = (
  name: string,
  rows: readonly (readonly [text: string, country: CountryCode, e164: string | undefined])[],
) => {
  for (const [text, country, e164] of rows) {
    test(`${name}: ${JSON.stringify(text)} with default country ${country}`, () => {
      assert.equal(toE164(text, country), e164);
    });
  }
};

table('as people and the tests of Okta’s SDKs write them (fact 227)', [
  ['+18024482036', 'US', '+18024482036'],
  ['+1 (802) 448-2036', 'DE', '+18024482036'],
  ['(+1) 802 448 2036', 'DE', '+18024482036'],
  ['162 840 01133', 'US', '+16284001133'],
  ['\u202a162 840 01133\u202c', 'US', '+16284001133'],
  ['\u2066+1\u200e 802\u200f 448\u2069 2036', 'US', '+18024482036'],
  ['16284001133', 'US', '+16284001133'],
  ['185 635 15491', 'US', '+18563515491'],
  ['14155552671', 'US', '+14155552671'],
  ['(415) 555-2671', 'US', '+14155552671'],
  ['5052694259', 'US', '+15052694259'],
  ['555-415-1337', 'US', '+15554151337'],
]);

table('national numbers of the default country', [
  ['0151 12345678', 'DE', '+4915112345678'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['07911 123456', 'GB', '+447911123456'],
  ['612 34 56 78', 'ES', '+34612345678'],
  ['46 91 23 45', 'NO', '+4746912345'],
  ['9123 4567', 'SG', '+6591234567'],
  ['55 1234 5678', 'MX', '+525512345678'],
  ['521 55 1234 5678', 'MX', '+525512345678'],
  ['011 44 20 7946 0958', 'US', '+442079460958'],
  ['00 1 802 448 2036', 'DE', '+18024482036'],
]);

table('whole numbers without their plus sign, where nothing else is possible', [
  ['442079460958', 'US', '+442079460958'],
  ['4915112345678', 'US', '+4915112345678'],
  ['6285123456789', 'US', '+6285123456789'],
  ['5215512345678', 'US', '+525512345678'],
]);

table('what could be one number or another, or none, is refused', [
  ['442079460958', 'DE', undefined],
  ['4691234567', 'US', undefined],
  ['0151 12345678', 'US', undefined],
  ['00 44 20 7946 0958', 'US', undefined],
  ['448-2036', 'US', undefined],
  ['911', 'US', undefined],
  ['110', 'DE', undefined],
  ['1-800-FLOWERS', 'US', undefined],
  ['802 448 2036 ext. 5', 'US', undefined],
  ['8024482036 and 8024482037', 'US', undefined],
  ['+1+8024482036', 'US', undefined],
  ['', 'US', undefined],
  ['\u202a\u202c', 'US', undefined],
  ['8'.repeat(65), 'US', undefined],
]);

table('numbers from before a reform are read in today’s form', [
  ['+5215512345678', 'US', '+525512345678'],
  ['+52 1 55 1234 5678', 'US', '+525512345678'],
  ['+229 97 12 34 56', 'US', '+2290197123456'],
  ['+225 07 12 34 56', 'US', '+2250707123456'],
  ['+225 05 12 34 56', 'US', '+2250505123456'],
  ['+225 41 12 34 56', 'US', '+2250141123456'],
  ['+52 1 55 1234 56789', 'US', undefined],
]);

table('fifteen characters are counted on the E.164 form (fact 49)', [
  ['\u202a+ 1 . 8 0 2 . 4 4 8 . 2 0 3 6\u202c', 'US', '+18024482036'],
  ['+49123456789012', 'US', '+49123456789012'],
  ['+491234567890123', 'US', undefined],
]);

test('without a default country a number has its plus sign', () => {
  assert.equal(toE164('8024482036'), undefined);
  assert.equal(toE164('+18024482036'), '+18024482036');
});
