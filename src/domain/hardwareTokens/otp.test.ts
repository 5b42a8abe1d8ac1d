import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HOTP, Secret } from 'otpauth';
import { checkCounterCode, checkTimeCode, resynchronise, timeStep } from '../../factors/shared/tokenCodes.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { findPair, hotp, type OtpAlgorithm, readCode } from './otp.ts';

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

test('a clock token is accepted one step to either side, once, and its time is told from a wrong code', () => {
  const token = { key, rule: six, last: -1, current: 1000, adjacent: 1 };
  const at = (step: number, last = -1) => checkTimeCode({ ...token, last }, hotp(key, step, six));
  for (const step of [999, 1000, 1001]) assert.deepEqual(at(step), { counter: step });
  for (const step of [989, 990, 998]) assert.deepEqual(at(step), { refused: 'OUTSIDE_WINDOW' });
  for (const step of [988, 1002, 1011, 1013]) assert.deepEqual(at(step), { refused: 'WRONG_CODE' });
  assert.deepEqual(at(1000, 1000), { refused: 'REPLAYED' });
  assert.deepEqual(at(999, 1000), { refused: 'REPLAYED' });
  assert.deepEqual(at(995, 1000), { refused: 'OUTSIDE_WINDOW' });
  assert.deepEqual(at(995, 995), { refused: 'REPLAYED' });
  assert.deepEqual(at(1001, 1000), { counter: 1001 });
});

test('at the beginning of time there are no steps before the first', () => {
  const token = { key, rule: six, last: -1, current: 0, adjacent: 1 };
  assert.deepEqual(checkTimeCode(token, hotp(key, 0, six)), { counter: 0 });
  assert.deepEqual(checkTimeCode(token, '000000'), { refused: 'WRONG_CODE' });
});

test('a button token is accepted as far ahead as allowed, and never behind', () => {
  const token = { key, rule: six, last: 4, lookAhead: 10 };
  const at = (counter: number) => checkCounterCode(token, hotp(key, counter, six));
  assert.deepEqual(at(5), { counter: 5 });
  assert.deepEqual(at(15), { counter: 15 });
  assert.deepEqual(at(16), { refused: 'WRONG_CODE' });
  assert.deepEqual(at(4), { refused: 'REPLAYED' });
  assert.deepEqual(at(0), { refused: 'REPLAYED' });
});

test('two consecutive codes find a lost token; two others, swapped or used ones do not', () => {
  const button = { key, rule: six, last: 4, lookAhead: 10 };
  const codes = (...counters: readonly [number, number]) =>
    counters.map((counter) => hotp(key, counter, six)) as [string, string];
  assert.deepEqual(resynchronise(button, codes(700, 701)), { counter: 701 });
  assert.deepEqual(resynchronise(button, codes(701, 700)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise(button, codes(700, 702)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise(button, codes(1006, 1007)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise(button, codes(4, 5)), { refused: 'REPLAYED' });
  const clock = { key, rule: six, last: -1, current: 5000, adjacent: 1 };
  assert.deepEqual(resynchronise(clock, codes(4930, 4931)), { counter: 4931 });
  assert.deepEqual(resynchronise(clock, codes(4800, 4801)), { refused: 'WRONG_CODE' });
  assert.deepEqual(resynchronise({ ...clock, last: 4930 }, codes(4930, 4931)), { refused: 'REPLAYED' });
});

test('a pair is found behind a counter whose code happens to be the same', () => {
  const one = { algorithm: 'sha1', digits: 1 } as const;
  const code = (counter: number) => hotp(key, counter, one);
  const [first, second] = [code(30), code(31)] as const;
  const expected = Array.from({ length: 31 }, (_, n) => n).find((n) => code(n) === first && code(n + 1) === second);
  assert.equal(findPair(key, one, [first, second], { from: 0, to: 40 }), expected);
  assert.equal(findPair(key, one, [first, second], { from: 30, to: 40 }), 30);
});
