import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fakeYubikey, passcodeAt } from '../../../test/support/hardwareTokens/yubikey.ts';
import { modhex } from '../../dev/devices/virtual/virtualYubikey.ts';

import { countOf, crc16, fromModhex, readOtp } from './yubicoOtp.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** yubico-c, test-vectors.txt. */
const BLOCK = fromModhex('hknhfjbrjnlnldnhcujvddbikngjrtgh');
const KEY = 'ecde18dbe76fbd0c33330f1c354871db';
const PRIVATE = '8792ebfe26cc';

test('modhex of the published vectors reads as their bytes', () => {
  assert.equal(hex(fromModhex('dteffuje')), '2d344e83');
  assert.equal(hex(BLOCK), '69b6481c8baba2b60e8f22179b58cd56');
  assert.equal(hex(fromModhex('urtubjtnuihvntcreeeecvbregfjibtn')), KEY);
  assert.equal(Buffer.from(fromModhex('ifhgieif')).toString(), 'test');
  assert.equal(hex(fromModhex('cbdefghijklnrtuv')), '0123456789abcdef');
});

test('the checksum of the published plaintext leaves the residue f0b8', () => {
  assert.equal(crc16(Buffer.from('8792ebfe26cc130030c20011c89f23c8', 'hex')), 0xf0b8);
});

test('the published block opens to usage 19 and use 17', () => {
  const typed = { publicId: 'ccccccdteffu', block: BLOCK };
  assert.equal(countOf(typed, { aesKey: KEY, privateId: PRIVATE }), 19 * 256 + 17);
});

test('a whole passcode of 44 characters that others publish opens to usage 1 and use 0', () => {
  const typed = readOtp('enrlucvketdlfeknvrdggingjvrggeffenhevendbvgd');
  assert.equal(typed?.publicId, 'enrlucvketdl');
  const secrets = { aesKey: '4013a2c719c4e9734bbc63048b00e16b', privateId: '912a644bbc7b' };
  assert.equal(typed && countOf(typed, secrets), 256);
});

test('another private id, another key or a changed block open to nothing', () => {
  const typed = { publicId: 'ccccccdteffu', block: BLOCK };
  assert.equal(countOf(typed, { aesKey: KEY, privateId: '8792ebfe26cd' }), undefined);
  assert.equal(countOf(typed, { aesKey: `${KEY.slice(0, -1)}c`, privateId: PRIVATE }), undefined);
  for (let at = 0; at < 16; at++) {
    const block = BLOCK.slice();
    block[at] = (block[at] as number) ^ 1;
    assert.equal(countOf({ ...typed, block }, { aesKey: KEY, privateId: PRIVATE }), undefined);
  }
});

test('a block with the right private id and a wrong checksum opens to nothing', () => {
  // Encrypted zeroes open to zeroes, whose private id is zero too and whose checksum is not.
  const zeroes = { publicId: 'cccccccccccc', block: fromModhex(modhex(encryptedZeroes)) };
  assert.equal(countOf(zeroes, { aesKey: '00'.repeat(16), privateId: '00'.repeat(6) }), undefined);
});

/** FIPS 197 AES-128 of a zero block under a zero key. */
const encryptedZeroes = Buffer.from('66e94bd4ef8a2c3b884cfa59ca342b2e', 'hex');

test('counts go by the usage counter first, then by the use in the session', () => {
  const { seed } = fakeYubikey();
  const counts = [
    { usage: 1, use: 0 },
    { usage: 1, use: 255 },
    { usage: 2, use: 0 },
    { usage: 0x7fff, use: 255 },
  ].map((at) => {
    const typed = readOtp(passcodeAt(seed, at));
    return (typed && countOf(typed, seed)) ?? -1;
  });
  assert.deepEqual(counts, [256, 511, 512, 0x7fffff]);
});

test('the caps lock bit is not part of the usage counter', () => {
  const { seed } = fakeYubikey();
  const typed = readOtp(passcodeAt(seed, { usage: 0x8003, use: 4 }));
  assert.equal(typed && countOf(typed, seed), 3 * 256 + 4);
});

test('capitals, blanks around it and a Dvorak keyboard do not change a passcode', () => {
  const plain = 'cccccceukngdfgkukfctkcvfidnetljjiknckkcjulji';
  const dvorak = [...plain].map((letter) => 'jxe.uidchtnbpygk'['cbdefghijklnrtuv'.indexOf(letter)]).join('');
  const expected = readOtp(plain);
  assert.ok(expected);
  assert.deepEqual(readOtp(` ${plain.toUpperCase()}\n`), expected);
  assert.deepEqual(readOtp(dvorak), expected);
});

test('what is no passcode is none', () => {
  const plain = 'cccccceukngdfgkukfctkcvfidnetljjiknckkcjulji';
  for (const text of ['', '123456', plain.slice(1), `${plain}c`, plain.replace('u', 'a'), 'é'.repeat(44)]) {
    assert.equal(readOtp(text), undefined, text);
  }
});
