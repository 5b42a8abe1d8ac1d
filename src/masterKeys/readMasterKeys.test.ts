import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyWrapperType } from './keyWrapper.ts';
import { readMasterKeys, wrapMasterKey } from './readMasterKeys.ts';

/** A service like Vault's transit engine, whose texts are `vault:v1:…`: it turns every bit round. */
function turning(opened: string[] = []): KeyWrapperType {
  const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 255);
  return {
    scheme: 'vault-transit',
    async open(keyName) {
      opened.push(keyName);
      return {
        wrap: async (key) => Buffer.from(`vault:v1:${Buffer.from(turned(key)).toString('base64')}`),
        async unwrap(wrapped) {
          const [, text] = /^vault:v1:(.+)$/.exec(Buffer.from(wrapped).toString()) ?? [];
          if (text === undefined) throw new RangeError('the secret is in here');
          return turned(Buffer.from(text, 'base64'));
        },
        close: () => void opened.push('closed'),
      };
    },
  };
}

const key = (byte: number) => new Uint8Array(32).fill(byte);
const plain = (byte: number) => Buffer.from(key(byte)).toString('base64');

test('plain and wrapped keys stand beside each other, newest first, and each is unwrapped once', async () => {
  const opened: string[] = [];
  const types = [turning(opened)];
  const wrapped = await wrapMasterKey(key(1), 'vault-transit:http://vault:8200/transit/keys/a', types, {});
  assert.match(wrapped, /^vault-transit:http:\/\/vault:8200\/transit\/keys\/a:[\w-]+$/);
  opened.length = 0;
  const keys = await readMasterKeys(`${plain(2)}, ${wrapped},${plain(3)}`, types, {});
  assert.deepEqual(
    keys.map((one) => one[0]),
    [2, 1, 3],
  );
  assert.deepEqual(opened, ['http://vault:8200/transit/keys/a', 'closed']);
});

test('keys that are all plain need no wrapper at all', async () => {
  assert.deepEqual(await readMasterKeys(`${plain(1)},${plain(2)}`, [], {}), [key(1), key(2)]);
  await assert.rejects(readMasterKeys(undefined, [], {}), /COFACTOR_MASTER_KEY is not set/);
  await assert.rejects(readMasterKeys('abc', [], {}), /must be 32 bytes in base64/);
});

test('a scheme nobody knows, a text that is no wrapped key and a key of another length are refused', async () => {
  const types = [turning()];
  const short = await wrapMasterKey(new Uint8Array(16), 'vault-transit:a', types, {});
  await assert.rejects(readMasterKeys(short, types, {}), /vault-transit:a unwrapped something else than a key/);
  await assert.rejects(
    readMasterKeys('aws-kms:a:AAAA', types, {}),
    /one of vault-transit, .*; aws-kms is none of them/,
  );
  await assert.rejects(readMasterKeys(`${plain(1)},vault-transit:a`, types, {}), /SCHEME:KEY:WRAPPED/);
});

test('the text of an error of a service is not repeated, for nobody knows what is in it', async () => {
  await assert.rejects(readMasterKeys('vault-transit:a:AAAA', [turning()], {}), (error) => {
    assert.match((error as Error).message, /vault-transit:a did not answer for its key \(RangeError\)$/);
    return true;
  });
});
