import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { codeAt, importTotp, remainingAt } from './totp.ts';

// RFC 6238, appendix B: eight digits of the secret "12345678901234567890" repeated to the length of the hash.
const vectors: readonly (readonly [algorithm: string, bytes: number, seconds: number, code: string])[] = [
  ['HmacSHA1', 20, 59, '94287082'],
  ['HmacSHA1', 20, 20_000_000_000, '65353130'],
  ['HmacSHA256', 32, 59, '46119246'],
  ['HmacSHA256', 32, 1_111_111_109, '68084774'],
  ['HmacSHA512', 64, 59, '90693936'],
  ['HmacSHA512', 64, 2_000_000_000, '38618901'],
];
for (const [algorithm, bytes, seconds, code] of vectors) {
  test(`RFC 6238: ${algorithm} at second ${seconds} is ${code}`, async () => {
    const secret = Secret.fromUTF8('1234567890'.repeat(7).slice(0, bytes)).base32;
    const totp = await importTotp(secret, algorithm, { timeStep: 30, digits: 8 });
    assert.equal(await codeAt(totp, seconds * 1000), code);
  });
}

test('codes are those that another authenticator shows', async () => {
  const secret = new Secret({ size: 20 });
  const other = new TOTP({ secret });
  const totp = await importTotp(secret.base32, 'HmacSHA1', { timeStep: 30, digits: 6 });
  for (const timestamp of [0, 29_999, 30_000, 1_700_000_000_000, 1_800_000_012_345]) {
    assert.equal(await codeAt(totp, timestamp), other.generate({ timestamp }));
  }
});

test('who has the device and its browser profile cannot read the secret out again', async () => {
  const totp = await importTotp(new Secret({ size: 20 }).base32, 'HmacSHA1', { timeStep: 30, digits: 6 });
  assert.equal(totp.key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('raw', totp.key), /not extractable/);
  assert.deepEqual(Object.keys(totp).sort(), ['digits', 'key', 'timeStep']);
});

test('a code is shown until its step is over', () => {
  const rule = { timeStep: 30, digits: 6 };
  assert.equal(remainingAt(rule, 60_000), 30_000);
  assert.equal(remainingAt(rule, 89_999), 1);
});
