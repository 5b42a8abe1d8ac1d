import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { SettingsService } from '@simplewebauthn/server';
import { certificateModel } from '../../../src/domain/fido/certificateModel.ts';
import { allModels, readBlob, readStatements } from '../../../src/remotes/webauthn/metadata.ts';
import type { Models } from '../../../src/remotes/webauthn/models.ts';
import { createWebAuthnProofs } from '../../../src/remotes/webauthn/proofs.ts';
import { u2fStatement } from '../../support/factors/securityKeys/attestations.ts';
import { handmadeKey, type SaidOfItself } from '../../support/factors/securityKeys/handmadeKey.ts';
import { assertRefused, type KeyCalls, keyCalls, u2fCalls } from '../../support/factors/securityKeys/keyCalls.ts';
import { createMaker } from '../../support/factors/securityKeys/maker.ts';
import { orgCalls } from '../../support/org/orgCalls.ts';
import { type World, world } from '../../support/world.ts';

const maker = await createMaker();
const [GOOD, BROKEN, HELD] = ['11', '22', '33'].map((two) => `${two.repeat(4)}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];
const root = Buffer.from(maker.root).toString('base64');
const statement = (aaguid: string, description: string, keyProtection: readonly string[] = ['hardware']) => ({
  aaguid,
  description,
  keyProtection,
  attestationRootCertificates: [root],
});
const entries = [
  {
    aaguid: GOOD,
    metadataStatement: statement(GOOD, 'Good Key 5'),
    statusReports: [{ status: 'FIDO_CERTIFIED_L1' }, { status: 'FIPS140_CERTIFIED_L2' }],
  },
  {
    aaguid: BROKEN,
    metadataStatement: statement(BROKEN, 'Broken Key'),
    statusReports: [
      { status: 'FIDO_CERTIFIED' },
      { status: 'ATTESTATION_KEY_COMPROMISE' },
      { status: 'UPDATE_AVAILABLE' },
    ],
  },
  { aaguid: HELD, metadataStatement: statement(HELD, 'Soft Key', ['software']), statusReports: [] },
  { attestationCertificateKeyIdentifiers: ['ab'], metadataStatement: { description: 'of another protocol' } },
];
const vouched = (aaguid: string): SaidOfItself => ({ aaguid, statement: maker.vouch(aaguid) });

/** A service that knows these models. */
const knowing = (models: Models): Promise<World> => world('sqlite', { fido: { models } });

describe('models of security keys', () => {
  let w: World;
  let calls: KeyCalls;
  const set = (settings: object) => orgCalls(w).replaceMethod('webauthn', 'webauthn', { settings });
  beforeEach(async () => {
    w = await knowing(readStatements(entries.slice(0, 3)).models);
    calls = await keyCalls(w);
  });
  afterEach(() => w.close());

  test('a key has the name of its model', async () => {
    const { body } = await calls.register(handmadeKey(), vouched(GOOD));
    assert.equal(body.profile.authenticatorName, 'Good Key 5');
  });

  test('a key of a model that FIDO reports as compromised is refused, whatever else was reported', async () => {
    const refused = await calls.register(handmadeKey(), vouched(BROKEN));
    await assertRefused(calls, refused, 'MODEL_COMPROMISED', /ATTESTATION_KEY_COMPROMISE/);
  });

  test('a key that was registered is worth nothing once its model is reported as compromised', async () => {
    const { key, id } = await calls.active(handmadeKey(), vouched(GOOD));
    const worse = { ...entries[0], statusReports: [{ status: 'REVOKED' }] };
    const services = w.services as { webauthn: unknown };
    services.webauthn = createWebAuthnProofs({ now: w.clock.now, models: readStatements([worse]).models });
    const answer = key.sign(await calls.challenge(id));
    await assertRefused(calls, await calls.verify(id, answer), 'MODEL_COMPROMISED', /REVOKED/);
  });

  test('a key that pretends to be of a known model, with certificates of its own making, is refused', async () => {
    const forger = await createMaker('Test Maker');
    const said = { aaguid: GOOD, statement: forger.vouch(GOOD) };
    await assertRefused(calls, await calls.register(handmadeKey(), said), 'ATTESTATION_INVALID', /root of Good Key 5/);
  });

  test("a certificate of the maker's for another model does not vouch for this one", async () => {
    const said = { aaguid: GOOD, statement: maker.vouch(HELD) };
    await assertRefused(calls, await calls.register(handmadeKey(), said), 'ATTESTATION_INVALID', /attestation/i);
  });

  test("a certificate of a model's that has expired does not vouch for it any more", async () => {
    const said = { aaguid: GOOD, statement: maker.vouch(GOOD, { until: '2025-12-31T23:59:59Z' }) };
    await assertRefused(calls, await calls.register(handmadeKey(), said), 'ATTESTATION_INVALID', /good after/);
  });

  test('where makers must vouch, keys that only speak for themselves are refused', async () => {
    assert.equal((await set({ certBasedAttestationValidation: true })).status, 200);
    for (const said of [
      { aaguid: GOOD },
      { format: 'none' },
      { aaguid: HELD.replace('3', '4'), statement: maker.vouch(HELD.replace('3', '4')) },
    ]) {
      await assertRefused(calls, await calls.register(handmadeKey(), said), 'ATTESTATION_REQUIRED', /vouches/);
    }
    assert.equal((await calls.register(handmadeKey(), vouched(GOOD))).status, 200);
  });

  test('where keys must be kept in hardware or certified for FIPS, only those known to be so are accepted', async () => {
    for (const [setting, reason] of [
      ['hardwareProtected', 'NOT_HARDWARE_PROTECTED'],
      ['fipsCompliant', 'NOT_FIPS_COMPLIANT'],
    ] as const) {
      assert.equal((await set({ [setting]: true })).status, 200);
      for (const said of [vouched(HELD), { aaguid: GOOD }]) {
        const user = await keyCalls(w);
        await assertRefused(user, await user.register(handmadeKey(), said), reason, /known/);
      }
      assert.equal((await calls.register(handmadeKey(), vouched(GOOD))).status, 200);
    }
  });
});

test('keys of U2F times are known by the certificate of their series, through webauthn and through u2f', async (t) => {
  const series = await maker.issue({ name: 'Series 4' });
  const known = (certificate: Uint8Array, description: string, statusReports: readonly object[] = []) => ({
    attestationCertificateKeyIdentifiers: [certificateModel(certificate)?.toUpperCase()],
    metadataStatement: { description, attestationRootCertificates: [root] },
    statusReports,
  });
  const w = await knowing(readStatements([known(series.certificate, 'Key 4')]).models);
  t.after(() => w.close());
  const calls = await keyCalls(w);
  const modern = handmadeKey();
  const said = { format: 'fido-u2f', statement: u2fStatement(series, modern.pair) };
  assert.equal((await calls.register(modern, said)).body.profile.authenticatorName, 'Key 4');
  const forger = await createMaker('Test Maker');
  const copied = await forger.issue({ name: 'Series 4', publicKey: keyOf(series.certificate) });
  const forged = { format: 'fido-u2f', statement: u2fStatement({ ...copied, key: series.key }, modern.pair) };
  await assertRefused(calls, await calls.register(modern, forged), 'ATTESTATION_INVALID', /root of Key 4/);

  const older = await u2fCalls(w);
  const { key, id } = await older.active();
  const revoked = readStatements([known(key.certificate, 'Key 3', [{ status: 'REVOKED' }])]).models;
  Object.assign(w.services, { webauthn: createWebAuthnProofs({ now: w.clock.now, models: revoked }) });
  const answer = key.sign(await older.challenge(id));
  await assertRefused(older, await older.verify(id, answer), 'MODEL_COMPROMISED', /REVOKED/);
  assert.equal((await older.remove(id)).status, 204);
  await assertRefused(older, await older.register(key), 'MODEL_COMPROMISED', /REVOKED/);
});

const keyOf = (certificate: Uint8Array) => new X509Certificate(certificate).publicKey;

describe("files of FIDO's metadata service", () => {
  const known = SettingsService.getRootCertificates({ identifier: 'mds' });
  const trust = (certificate: Uint8Array) =>
    SettingsService.setRootCertificates({ identifier: 'mds', certificates: [new Uint8Array(certificate)] });
  after(() => SettingsService.setRootCertificates({ identifier: 'mds', certificates: known }));

  test('a BLOB whose certificates lead to the root that is trusted gives models, by AAGUID', async () => {
    trust(maker.root);
    const { models, nextUpdate } = await readBlob(`${await maker.blob(entries)}\n`);
    assert.equal(nextUpdate, '2999-12-31');
    const { roots, ...model } = models.of(GOOD) ?? assert.fail();
    assert.deepEqual(model, { name: 'Good Key 5', hardware: true, fips: true });
    assert.deepEqual(
      roots.map((one) => Buffer.from(one)),
      [Buffer.from(maker.root)],
    );
    assert.equal(models.of(BROKEN)?.compromised, 'ATTESTATION_KEY_COMPROMISE');
    assert.equal(models.of(HELD)?.hardware, false);
    assert.equal(models.of('constructor'), undefined);
  });

  test('a BLOB that was signed by somebody else, or changed, is refused', async () => {
    trust(maker.root);
    await assert.rejects(readBlob(await (await createMaker('Forger')).blob(entries)), /certificate path/);
    const [header, , signature] = (await maker.blob(entries)).split('.');
    const other = Buffer.from(JSON.stringify({ no: 2, nextUpdate: '2999-12-31', entries: [] })).toString('base64url');
    await assert.rejects(readBlob(`${header}.${other}.${signature}`), /signature/);
    await assert.rejects(readBlob('{}'));
  });

  test('plain JSON is a list of statements or of entries; what is neither is named by its number', () => {
    assert.equal(readStatements([statement(GOOD, 'Ours')]).models.of(GOOD)?.name, 'Ours');
    assert.throws(() => readStatements({}), /not a list/);
    for (const wrong of [{ description: 'x' }, 7, null, { ...statement(GOOD, 'x'), aaguid: undefined }]) {
      assert.throws(() => readStatements([statement(GOOD, 'x'), wrong]), /number 2/);
    }
  });

  test("an administrator's own statement comes before the service's", () => {
    const [own, service] = ['Ours', 'Theirs'].map((name) => readStatements([statement(GOOD, name)]).models);
    assert.equal(allModels(own as Models, service as Models).of(GOOD)?.name, 'Ours');
  });
});
