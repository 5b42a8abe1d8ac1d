import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GuardPolicy, noGuard } from '../policy/guardPolicy.ts';
import { numberFacts } from './number.ts';
import { refuseNumber } from './refuseNumber.ts';

const reason = (e164: string, over: Partial<GuardPolicy> = {}) =>
  refuseNumber(numberFacts(e164), { ...noGuard, mode: 'on', ...over })?.reason;

test('numbers of every costly kind are refused, mobiles and landlines are not', () => {
  const cases = [
    ['+18024482036', undefined],
    ['+493012345678', undefined],
    ['+994401234567', undefined],
    ['+19005551234', 'COSTLY_NUMBER'],
    ['+448431234567', 'COSTLY_NUMBER'],
    ['+33899123456', 'COSTLY_NUMBER'],
    ['+80012345678', 'COSTLY_NUMBER'],
    ['+4970012345678', 'COSTLY_NUMBER'],
    ['+491805123456', 'COSTLY_NUMBER'],
  ] as const;
  for (const [number, expected] of cases) assert.equal(reason(number), expected, number);
});

test('a number whose country cannot be told may go where one of those it may be of is allowed', () => {
  assert.equal(reason('+15550100123', { countries: ['US'] }), undefined);
  assert.equal(reason('+15550100123', { countries: ['DE'] }), 'COUNTRY_NOT_ALLOWED');
  assert.equal(reason('+15550100123', { countries: ['US'], invalidNumbers: 'refuse' }), 'INVALID_NUMBER');
});

test('everywhere is every country, not the satellites', () => {
  assert.equal(reason('+870773123456'), 'COUNTRY_NOT_ALLOWED');
  assert.equal(reason('+870773123456', { countries: ['001'] }), undefined);
  assert.equal(reason('+4915112345678', { countries: [] }), 'COUNTRY_NOT_ALLOWED');
});
