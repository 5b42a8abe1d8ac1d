import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import { up } from '../../src/store/migrations/0001-0020/0014_authenticator_settings.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

const own = { id: 'aut1', status: 'INACTIVE', off: [], created: 'then', lastUpdated: 'then' };
const policy = { id: '00p1', created: 'then', lastUpdated: 'then' };
const U2F = { name: 'fido_u2f', self: 'REQUIRED' };

for (const name of ENGINES) {
  const migrated = async (t: { after(work: () => Promise<void>): void }, document: object) => {
    const engine = await freshEngine(name);
    t.after(() => engine.close());
    await engine.write(function* () {
      const values = [JSON.stringify(document)];
      yield { text: 'insert into enrollment_settings (id, version, document) values (1, 7, $1)', values };
    });
    await up(engine.kysely as never);
    return createStore(engine, createVault([new Uint8Array(32)])).enrollment.read();
  };

  test(`settings stored before 0014 are kept under their new names: ${name}`, async (t) => {
    const after = await migrated(t, {
      authenticators: [
        { ...own, key: 'fido_u2f', methods: { u2f: { appIds: [] } } },
        { ...own, key: 'okta_email', name: 'fido_u2f', tokenLifetimeInMinutes: 9 },
        { ...own, key: 'okta_verify', channelBinding: 'ALWAYS' },
      ],
      policy: { ...policy, form: 'AUTHENTICATORS', entries: [U2F] },
    });
    assert.deepEqual(after, {
      authenticators: [
        { ...own, key: 'security_key', methods: { u2f: { appIds: [] } } },
        { ...own, key: 'okta_email', name: 'fido_u2f', settings: { tokenLifetimeInMinutes: 9 } },
        { ...own, key: 'okta_verify', settings: { channelBinding: { style: 'NUMBER_CHALLENGE', required: 'ALWAYS' } } },
      ],
      policy: { ...policy, form: 'AUTHENTICATORS', entries: [{ ...U2F, name: 'security_key' }] },
      version: 8,
    });
  });

  test(`a policy stored in its older form keeps its factor fido_u2f: ${name}`, async (t) => {
    const form = { ...policy, form: 'FACTORS', entries: [U2F] };
    assert.deepEqual((await migrated(t, { authenticators: [], policy: form }))?.policy, form);
  });
}
