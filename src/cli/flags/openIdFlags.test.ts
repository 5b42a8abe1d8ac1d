import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { type OpenIdFlags, openIdFlags, openIdSettings } from './openIdFlags.ts';

const needed = ['--oidc-issuer', 'https://id.example.com/', '--oidc-client-id', 'c', '--oidc-roles', 'a=SUPER_ADMIN'];
const secret = { secret: 's', key: undefined };
function settings(args: readonly string[], secrets: Parameters<typeof openIdSettings>[1] = secret) {
  const command = openIdFlags(new Command('serve')).exitOverride();
  command.parse([...args], { from: 'user' });
  return openIdSettings(command.opts<OpenIdFlags>(), secrets).openid;
}

test('without an issuer there is no provider, and the other flags are no mistake that goes unnoticed', () => {
  assert.equal(settings([]), undefined);
  for (const args of [['--oidc-client-id', 'c'], ['--oidc-link-by', 'email'], needed.slice(4)]) {
    assert.throws(() => settings(args), /--oidc-issuer is missing/);
  }
  assert.throws(() => settings(needed.slice(0, 2)), /--oidc-client-id is missing/);
  assert.throws(() => settings(needed.slice(0, 4)), /--oidc-roles is missing/);
});

test('the button has the name of the host, openid is always asked for, and nobody is linked by a claim unless it is said', () => {
  const { name, scopes, issuer, linkBy, factorAmr } = settings([...needed, '--oidc-scopes', 'groups']) ?? {};
  assert.deepEqual([name, scopes, linkBy, factorAmr], ['id.example.com', ['openid', 'groups'], undefined, ['mfa']]);
  assert.equal(issuer, 'https://id.example.com', 'one spelling, for identities are kept by it');
});

test('an issuer without TLS is of this machine, or none', () => {
  const at = (issuer: string) => settings(['--oidc-issuer', issuer, ...needed.slice(2)])?.issuer;
  assert.equal(at('http://localhost:9000/realms/x'), 'http://localhost:9000/realms/x');
  assert.equal(at('http://[::1]:9000'), 'http://[::1]:9000');
  for (const wrong of [
    'http://id.example.com',
    'http://localhost.example.com',
    'https://a:b@id.example.com',
    'id',
    'https://x/?a',
  ]) {
    assert.throws(() => at(wrong), /--oidc-issuer must be an https URL/, wrong);
  }
});

test('a role that is none, or a value that is empty, is refused', () => {
  const roles = (text: string) => settings([...needed.slice(0, 4), '--oidc-roles', text])?.roles;
  assert.deepEqual(
    roles('cn=ops=ORG_ADMIN, b c=READ_ONLY_ADMIN'),
    new Map([
      ['cn=ops', 'ORG_ADMIN'],
      ['b c', 'READ_ONLY_ADMIN'],
    ]),
  );
  assert.deepEqual(
    roles(String.raw`CN=ops\,OU=groups\, Paris=ORG_ADMIN,GLOBEX\\=READ_ONLY_ADMIN,GLOBEX\ops=SUPER_ADMIN`),
    new Map([
      ['CN=ops,OU=groups, Paris', 'ORG_ADMIN'],
      ['GLOBEX\\', 'READ_ONLY_ADMIN'],
      ['GLOBEX\\ops', 'SUPER_ADMIN'],
    ]),
    'a comma within a value',
  );
  for (const wrong of ['', 'a', '=SUPER_ADMIN', 'a=BOSS', 'a=SUPER_ADMIN,', 'a\\,=SUPER_ADMIN\\,b']) {
    assert.throws(() => roles(wrong), /--oidc-roles must be VALUE=ROLE/, wrong);
  }
});

test('the service proves itself by one secret or one private key, whose text is in no message', () => {
  const key = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x: 'eA', d: 'very-private' });
  assert.deepEqual(settings(needed, { secret: undefined, key })?.proof, { key: JSON.parse(key) });
  const wrong = [
    { secret: undefined, key: undefined },
    { secret: 's', key },
    { secret: undefined, key: 'very-private' },
    { secret: undefined, key: key.replace('"alg":"EdDSA",', '') },
  ];
  for (const secrets of wrong) {
    assert.throws(
      () => settings(needed, secrets),
      ({ message }: Error) => /COFACTOR_OIDC_CLIENT_KEY/.test(message) && !message.includes('very-private'),
    );
  }
});
