import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hidePassword } from './userPassword.ts';

test('the password of RFC 2865 section 7.1 is hidden as it is there', () => {
  const authenticator = Buffer.from('0f403f9473978057bd83d5cb98f4227a', 'hex');
  const hidden = hidePassword(Buffer.from('arctangent'), Buffer.from('xyzzy5461'), authenticator);
  assert.equal(hidden.toString('hex'), '0dbe708d93d413ce3196e43f782a0aee');
});

test('a password of 17 bytes takes two blocks, one of 128 eight, and none or a longer one is not hidden', () => {
  const hidden = (length: number) => hidePassword(Buffer.alloc(length, 1), Buffer.from('secret'), Buffer.alloc(16));
  assert.deepEqual(
    [hidden(16), hidden(17), hidden(128)].map(({ length }) => length),
    [16, 32, 128],
  );
  for (const length of [0, 129]) assert.throws(() => hidden(length), RangeError);
});
