import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';
import { createMaker } from '../support/factors/securityKeys/maker.ts';

const memory = ['--database', 'sqlite::memory:'];
const folder = mkdtempSync(join(tmpdir(), 'cofactor-fido-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const statement = {
  aaguid: '11111111-2222-4333-8444-555555555555',
  description: 'House Key',
  attestationRootCertificates: [],
};

async function settingsOf(args: readonly string[], env = {}) {
  const service = await start(['dev', ...memory, ...args], env);
  try {
    const { body } = await service.call('GET', '/api/v1/authenticators');
    const { id } = body.find(({ key }: { key: string }) => key === 'webauthn');
    const path = `/api/v1/authenticators/${id}/methods/webauthn`;
    const { settings } = (await service.call('GET', path)).body;
    const needing = await service.call('PUT', path, { settings: { certBasedAttestationValidation: true } });
    return { settings, knowsModels: needing.status === 200 };
  } finally {
    await service.stop();
  }
}

test('development mode takes keys of any page on this machine, and knows no models', async () => {
  const { settings, knowsModels } = await settingsOf([]);
  assert.equal(settings.rpId.domain.name, 'localhost');
  assert.deepEqual(settings.allowedOrigins, ['http://localhost:*', 'https://localhost:*']);
  assert.equal(knowsModels, false);
});

test('the public URL, and flags and variables before it, say whose keys they are', async () => {
  const url = ['--public-url', 'https://mfa.example.com/base'];
  const { settings } = await settingsOf(url);
  assert.deepEqual(
    [settings.rpId.domain.name, settings.allowedOrigins],
    ['mfa.example.com', ['https://mfa.example.com']],
  );
  const statements = ['--fido-statements', file('house.json', JSON.stringify([statement]))];
  const told = await settingsOf([...url, ...statements, '--rp-id', 'example.com'], {
    COFACTOR_ORIGINS: 'https://www.example.com, https://example.com',
  });
  assert.equal(told.settings.rpId.domain.name, 'example.com');
  assert.deepEqual(told.settings.allowedOrigins, ['https://www.example.com', 'https://example.com']);
  assert.equal(told.knowsModels, true);
});

const refusals: readonly (readonly [what: string, args: readonly string[], cause: RegExp])[] = [
  ['an RP id of another site', ['--public-url', 'https://example.com', '--rp-id', 'evil.example'], /neither the host/],
  ['an RP id that is an address', ['--rp-id', '127.0.0.1'], /must be a domain/],
  ['an origin with a path', ['--origins', 'https://example.com/login'], /without a path/],
  [
    'a BLOB that FIDO has not signed',
    ['--fido-mds', file('forged.jwt', await (await createMaker()).blob([]))],
    /certificate path/,
  ],
  ['a BLOB that is none', ['--fido-mds', file('blob.txt', 'blob')], /blob\.txt cannot be used/],
  ['a file that is not there', ['--fido-mds', join(folder, 'nowhere')], /ENOENT/],
  ['statements that are none', ['--fido-statements', file('wrong.json', '[{}]')], /number 1/],
];
for (const [what, args, cause] of refusals) {
  test(`the service does not start with ${what}`, async () => {
    const { code, stderr } = await cofactor(['dev', ...memory, '--port', '0', ...args]);
    assert.equal(code, 1, stderr);
    assert.match(stderr, cause);
    assert.doesNotMatch(stderr, /^\s+at /m);
  });
}
