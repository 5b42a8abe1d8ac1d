import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { awsKms } from '../../src/masterKeys/awsKms.ts';
import type { KeyWrapperType, WrapperSettings } from '../../src/masterKeys/keyWrapper.ts';
import { createPkcs11 } from '../../src/masterKeys/pkcs11.ts';
import { readMasterKeys, wrapMasterKey } from '../../src/masterKeys/readMasterKeys.ts';
import { cofactor } from '../support/command.ts';
import { motoKms } from '../support/masterKeys/motoKms.ts';
import { orSkip } from '../support/masterKeys/required.ts';
import { PIN, softHsm } from '../support/masterKeys/softHsm.ts';

type Env = Readonly<Record<string, string>>;

const KEYS = [1, 2].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array];
const PLAIN = Buffer.from(KEYS[0]).toString('base64');

/** Wraps and unwraps with two keys of one service or device. */
async function wrapped(type: KeyWrapperType, settings: WrapperSettings, [first, second]: readonly [string, string]) {
  const [one, two] = [
    await wrapMasterKey(KEYS[0], first, [type], settings),
    await wrapMasterKey(KEYS[1], second, [type], settings),
  ];
  assert.ok(one.startsWith(`${first}:`) && !one.includes(PLAIN.slice(0, 8)), one);
  assert.notEqual(await wrapMasterKey(KEYS[0], first, [type], settings), one, 'it differs every time');
  const read = (text: string) => readMasterKeys(text, [type], settings);
  assert.deepEqual(await read(`${two},${one},${PLAIN}`), [KEYS[1], KEYS[0], KEYS[0]]);
  const refusal = /did not answer for its key \([\w ]+\)$/;
  await assert.rejects(read(`${one.slice(0, -4)}${one.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`), refusal, 'changed');
  await assert.rejects(read(one.replace(first, second)), refusal, 'by another key');
}

/** The program wraps the key that a database is sealed with; unwrapped, it opens that database. */
async function program(t: TestContext, env: Env, reference: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-wrapped-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const run = (args: readonly string[], masterKey: string) =>
    cofactor(args, {
      ...env,
      COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'c.db')}`,
      COFACTOR_MASTER_KEY: masterKey,
    });
  await run(['migrate'], '');
  const sealed = await run(['reseal', '--count'], PLAIN);
  const key = await run(['master-key', 'wrap', reference, '--current'], PLAIN);
  assert.equal(key.code, 0, key.stderr);
  assert.deepEqual(await run(['reseal', '--count'], key.stdout.trim()), sealed);
  assert.match(sealed.stdout, /^key \w{8} \(newest\): 1 \(1 in settings\)\n$/);
  const fresh = await run(['master-key', 'wrap', reference], '');
  assert.match(
    (await run(['reseal', '--count'], fresh.stdout.trim())).stderr,
    /is not the key this database was sealed/,
  );
}

describe('master keys that AWS KMS wraps', async () => {
  const kms = await motoKms();
  if (!orSkip(kms !== undefined, 'keys of AWS KMS are not tested: no Python, or it could not install moto') || !kms)
    return;
  // AWS's library looks there.
  Object.assign(process.env, kms.env);
  let client: KMSClient;
  let keys: readonly [string, string];
  before(async () => {
    client = new KMSClient({ region: 'eu-central-1' });
    const create = async () => (await client.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? assert.fail();
    keys = [`aws-kms:${await create()}`, `aws-kms:${await create()}`];
  });
  after(async () => {
    client.destroy();
    await kms.stop();
  });

  test('they are read as often as there are keys, and not when they were changed or are of another', () =>
    wrapped(awsKms, {}, keys));

  test('cofactor wraps the key that a database has, and opens it with what it printed', (t) =>
    program(t, kms.env, keys[0]));

  test('confused deputy: what the same KMS key has encrypted for another purpose is no master key', async () => {
    const KeyId = keys[0].slice('aws-kms:'.length);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: KEYS[0] }));
    const part = `${keys[0]}:${Buffer.from(CiphertextBlob ?? []).toString('base64url')}`;
    await assert.rejects(readMasterKeys(part, [awsKms], {}), /did not answer for its key \(InvalidCiphertext\w*\)$/);
  });

  test('a key that is no ARN, and a service that is not there, are told', async () => {
    await assert.rejects(wrapMasterKey(KEYS[0], 'aws-kms:alias/x', [awsKms], {}), /must be an ARN .*, not alias\/x$/);
    process.env.AWS_ENDPOINT_URL_KMS = 'http://127.0.0.1:9';
    await assert.rejects(wrapMasterKey(KEYS[0], keys[0], [awsKms], {}), /did not answer for its key \([\w ]+\)$/);
  });
});

describe('master keys that a PKCS #11 device wraps', () => {
  const hsm = softHsm();
  if (
    !orSkip(hsm !== undefined, 'keys of PKCS #11 are not tested: no SoftHSM, or npm could not build pkcs11js') ||
    !hsm
  )
    return;
  const device = createPkcs11(() => hsm.library);
  const named = (label: string) => `pkcs11:token=cofactor%20tests;object=${label}`;
  before(() => {
    for (const label of ['first', 'second']) hsm.createKey(label);
  });
  after(() => hsm.remove());

  test('they are read as often as there are keys, and not when they were changed or are of another', () =>
    wrapped(device, hsm.env, [named('first'), named('second')]));

  test('cofactor wraps the key that a database has, and opens it with what it printed', (t) =>
    program(t, hsm.env, named('first')));

  test('a wrong PIN, a key or token that is not there and settings that are missing are told, without the PIN', async () => {
    const heard = async (reference: string, more: WrapperSettings = {}): Promise<string> => {
      const wrapping = wrapMasterKey(KEYS[0], reference, [device], { ...hsm.env, ...more });
      const message = await wrapping.then(assert.fail, (error: Error) => error.message);
      assert.ok(!message.includes(PIN) && !message.includes('000000'), message);
      return message;
    };
    assert.equal(await heard(named('third')), 'pkcs11: no secret key has the label third');
    assert.equal(await heard('pkcs11:token=other;object=first'), 'pkcs11: there is no token with the label other');
    assert.match(await heard('pkcs11:first'), /must be token=LABEL;object=LABEL, not first$/);
    assert.match(
      await heard(named('first'), { COFACTOR_PKCS11_PIN: '000000' }),
      /the PIN of the token .* was refused$/,
    );
    assert.match(
      await heard(named('first'), { COFACTOR_PKCS11_MODULE: '/nowhere.so' }),
      /\/nowhere\.so cannot be loaded$/,
    );
    await assert.rejects(wrapMasterKey(KEYS[0], named('first'), [device], {}), /needs COFACTOR_PKCS11_MODULE/);
    await wrapMasterKey(KEYS[0], named('first'), [device], hsm.env);
  });
});
