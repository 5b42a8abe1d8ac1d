import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { vapidKeys } from '../../src/store/devices/vapidKeys.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

for (const name of ENGINES) {
  describe(`the keys of Web Push on ${name}`, () => {
    test('twenty that ask at once for keys that are not there yet get the same, and so does everybody after', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      const vault = createVault([new Uint8Array(32)]);
      const all = await Promise.all(Array.from({ length: 20 }, () => vapidKeys(engine, vault)));
      const kept = await vapidKeys(engine, vault);
      for (const keys of all) assert.deepEqual(keys, kept);
      assert.equal(Buffer.from(kept.publicKey, 'base64url').length, 65);
      assert.equal(Buffer.from(kept.privateKey, 'base64url').length, 32);
    });

    test('who reads the database cannot send in our name: the private key is sealed', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      const { privateKey } = await vapidKeys(engine, createVault([new Uint8Array(32)]));
      const rows = await engine.read({ text: 'select name, value from settings', values: [] });
      assert.equal(rows.length, 1);
      assert.doesNotMatch(JSON.stringify(rows), new RegExp(privateKey));
    });
  });
}
