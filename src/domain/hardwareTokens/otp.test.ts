import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HOTP, Secret } from 'otpauth';
import { fromBase32, toBase32 } from './base32.ts';
import { findPair, hotp, type OtpAlgorithm, readCode, timeStep } from './otp.ts';

const ascii = (length: number) => new Uint8Array(Buffer.from('1234567890'.repeat(7).slice(0, length)));
const six = { algorithm: 'sha1', digits: 6 } as const;
const key = ascii(20);

test('the values of RFC 4226 appendix D', () => {
  const expected = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
  assert.deepEqual(
    expected.map((_, counter) => hotp(key, counter, six)),
    expected,
  );
});

/** Time in seconds, and the code with SHA-1, SHA-256 and SHA-512, whose keys are 20, 32 and 64 bytes. */
const appendixB: readonly (readonly [number, string, string, string])[] = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
];
for (const [index, [algorithm, length]] of (
  [
    ['sha1', 20],
    ['sha256', 32],
    ['sha512', 64],
  ] as const
).entries()) {
  test(`the values of RFC 6238 appendix B with ${algorithm}`, () => {
    for (const row of appendixB) {
      const at = Temporal.Instant.fromEpochMilliseconds(row[0] * 1000);
      assert.equal(hotp(ascii(length), timeStep(at, 30), { algorithm, digits: 8 }), row[index + 1]);
    }
  });
}

test('another implementation makes the same codes, whatever the key, counter, digits and algorithm', () => {
  const names = { sha1: 'SHA1', sha256: 'SHA256', sha512: 'SHA512' } as const;
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 10, maxLength: 64 }),
      fc.maxSafeNat(),
      fc.integer({ min: 6, max: 10 }),
      fc.constantFrom<OtpAlgorithm>('sha1', 'sha256', 'sha512'),
      (bytes, counter, digits, algorithm) => {
        const secret = new Secret({ buffer: bytes.slice().buffer });
        assert.equal(
          hotp(bytes, counter, { algorithm, digits }),
          HOTP.generate({ secret, counter, digits, algorithm: names[algorithm] }),
        );
      },
    ),
  );
});

test('base32 is that of RFC 4648, and a secret comes back whatever blanks, case and padding it is written with', () => {
  const vectors = { f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' };
  for (const [text, encoded] of Object.entries(vectors)) assert.equal(toBase32(Buffer.from(text)), encoded);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = toBase32(bytes);
      assert.equal(text, new Secret({ buffer: bytes.slice().buffer }).base32);
      const written = `${text.toLowerCase().replace(/.{4}/g, '$& ')}${'='.repeat((8 - (text.length % 8)) % 8)} `;
      assert.deepEqual(fromBase32(written), bytes);
    }),
  );
  for (const wrong of ['MZXW1', 'MZ=XW', 'ÄÖÜ', 'MZXW8']) assert.equal(fromBase32(wrong), undefined, wrong);
});

test('a code is read with the blanks people type, and nothing else is one', () => {
  assert.equal(readCode(' 123 456 ', six), '123456');
  for (const wrong of ['', '12345', '1234567', '12345a', '１２３４５６', '-12345', '1e5000', ' '.repeat(40)]) {
    assert.equal(readCode(wrong, six), undefined, wrong);
  }
});

test('a pair is found behind a counter whose code happens to be the same', () => {
  const one = { algorithm: 'sha1', digits: 1 } as const;
  const code = (counter: number) => hotp(key, counter, one);
  const [first, second] = [code(30), code(31)] as const;
  const expected = Array.from({ length: 31 }, (_, n) => n).find((n) => code(n) === first && code(n + 1) === second);
  assert.equal(findPair(key, one, [first, second], { from: 0, to: 40 }), expected);
  assert.equal(findPair(key, one, [first, second], { from: 30, to: 40 }), 30);
});
