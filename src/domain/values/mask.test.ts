import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskEmail, maskPhone } from './mask.ts';

const phones: readonly (readonly [string, string])[] = [
  ['+18024482036', '+18XXXXXXX36'],
  ['+4930123456', '+49XXXXXX56'],
];
for (const [number, masked] of phones) {
  test(`${number} is logged as ${masked}`, () => assert.equal(maskPhone(number), masked));
}

const addresses: readonly (readonly [string, string])[] = [
  ['ada@example.com', 'a***@example.com'],
  ['a@example.com', '***@example.com'],
  ['"odd@local"@example.com', '"***@example.com'],
  ['no address', '***'],
];
for (const [address, masked] of addresses) {
  test(`${address} is logged as ${masked}`, () => assert.equal(maskEmail(address), masked));
}
