import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readKeySet } from '../../console/src/apiAccess/apps/keySet.ts';
import { consoleScopes } from '../../scripts/access/consoleScopes.ts';

test('the scopes that the console offers are those of the service: npm run generate', () => {
  const file = join(import.meta.dirname, '../../console/src/apiAccess/scopes.ts');
  assert.equal(readFileSync(file, 'utf8'), consoleScopes());
});

test('a set of public keys, or one alone, is taken as it is', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: '1' };
  assert.deepEqual(readKeySet(JSON.stringify({ keys: [key] })), { jwks: { keys: [key] } });
  assert.deepEqual(readKeySet(JSON.stringify(key)), { jwks: { keys: [key] } });
});

test('a key with a private or secret part is not sent anywhere, wherever it stands in the set', () => {
  const open = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
  for (const secret of [
    { ...open, d: 'd' },
    { kty: 'RSA', n: 'n', e: 'e', p: 'p' },
    { kty: 'oct', k: 'k' },
  ]) {
    assert.deepEqual(readKeySet(JSON.stringify(secret)), { fault: 'private' });
    assert.deepEqual(readKeySet(JSON.stringify({ keys: [open, secret] })), { fault: 'private' });
  }
});

test('what is no JSON, no key, or an empty set is said to be none', () => {
  for (const text of ['-----BEGIN PUBLIC KEY-----', '"key"', 'null', '{"keys":[]}', '{"keys":{}}']) {
    assert.deepEqual(readKeySet(text), { fault: 'notJson' }, text);
  }
});
