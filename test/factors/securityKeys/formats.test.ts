import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { SettingsService } from '@simplewebauthn/server';
import { readStatements } from '../../../src/remotes/webauthn/metadata.ts';
import { createWebAuthnProofs } from '../../../src/remotes/webauthn/proofs.ts';
import { androidStatement, appleStatement, tpmStatement } from '../../support/factors/securityKeys/attestations.ts';
import { handmadeKey } from '../../support/factors/securityKeys/handmadeKey.ts';
import { createMaker } from '../../support/factors/securityKeys/maker.ts';

const AAGUID = '11111111-2222-4333-8444-555555555555';
const now = () => Temporal.Instant.from('2026-06-01T00:00:00Z');
const maker = await createMaker();
const key = () => handmadeKey();
type Key = ReturnType<typeof key>;

const models = readStatements([
  {
    aaguid: AAGUID,
    description: 'Known',
    attestationRootCertificates: [Buffer.from(maker.root).toString('base64')],
  },
]).models;

/** What the attestation of a key proves. */
async function proved(registered: Key, said: Parameters<Key['register']>[1], known = models) {
  const { clientData, attestation } = await registered.register('AAAA', said);
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  const proofs = createWebAuthnProofs({ now, models: known });
  const found = await proofs.registration({ clientData: bytes(clientData), attestation: bytes(attestation) });
  return typeof found === 'string' ? found : { id: found.credential.id, vouched: found.credential.vouched };
}

describe('attestations of every format', () => {
  const formats = ['android-key', 'apple'] as const;
  const known = formats.map((identifier) => SettingsService.getRootCertificates({ identifier }));
  const trust = (root: Uint8Array) => {
    for (const identifier of formats) {
      SettingsService.setRootCertificates({ identifier, certificates: [new Uint8Array(root)] });
    }
  };
  let asked: string[] = [];
  beforeEach(() => {
    asked = [];
    mock.method(globalThis, 'fetch', async (url: string) => {
      asked.push(url);
      return new Response();
    });
  });
  afterEach(() => {
    assert.deepEqual(asked, [], 'nobody is asked');
    mock.restoreAll();
    for (const [at, identifier] of formats.entries()) {
      SettingsService.setRootCertificates({ identifier, certificates: known[at] ?? [] });
    }
  });

  const cases: readonly (readonly [format: string, statement: (by: typeof maker, own: Key) => object])[] = [
    ['packed', (by) => ({ statement: by.vouch(AAGUID) })],
    ['tpm', (by, { pair }) => ({ statement: tpmStatement(by, pair) })],
    ['apple', (by, { pair }) => ({ statement: appleStatement(by, pair) })],
    ['android-key', (by, { pair }) => ({ statement: androidStatement(by, pair) })],
  ];
  for (const [format, made] of cases) {
    test(`${format}: with a root that is known the maker vouches for the key`, async () => {
      trust(maker.root);
      const own = key();
      const said = { aaguid: AAGUID, format, ...made(maker, own) };
      assert.deepEqual(await proved(own, said), { id: own.id, vouched: true });
    });

    test(`${format}: with a root of the attacker's it is refused`, async () => {
      trust(maker.root);
      const own = key();
      const forged = { aaguid: AAGUID, format, ...made(await createMaker('Test Maker'), own) };
      assert.match(String(await proved(own, forged)), /root|trust anchor/);
    });

    test(`${format}: an attestation that was made for another credential is refused`, async () => {
      trust(maker.root);
      const tamper = (data: Buffer) => data.fill(7, data.length - 32);
      const own = key();
      const said = { aaguid: AAGUID, format, ...made(maker, own), tamper };
      assert.equal(typeof (await proved(own, said)), 'string');
    });
  }

  test('packed and tpm of models that nobody knows are accepted, and nobody vouches for them', async () => {
    for (const [format, made] of cases.slice(0, 2)) {
      const own = key();
      const said = { aaguid: AAGUID, format, ...made(maker, own) };
      assert.deepEqual(await proved(own, said, { of: () => undefined }), { id: own.id, vouched: false }, format);
    }
  });

  test("an Android attestation of an attacker's making does not get this service to call an address in it", async () => {
    const own = key();
    const statement = androidStatement(await createMaker(), own.pair, 'http://169.254.169.254/latest');
    assert.match(String(await proved(own, { format: 'android-key', statement })), /root of Google/);
  });

  test('a format that has been given up is refused', async () => {
    assert.match(String(await proved(key(), { format: 'android-safetynet' })), /not of a format/);
  });
});
