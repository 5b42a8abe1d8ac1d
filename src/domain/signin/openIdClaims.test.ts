import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Role } from '../../contract/access/roles.ts';
import { loginToLink, mappedRoles, vouchesForFactor } from './openIdClaims.ts';

const roles = new Map<string, Role>([
  ['a', 'ORG_ADMIN'],
  ['b', 'READ_ONLY_ADMIN'],
  ['c', 'ORG_ADMIN'],
]);

test('roles are those of the values that are mapped, each once, of a text or a list', () => {
  const of = (groups: unknown) => mappedRoles({ groups }, { roleClaim: 'groups', roles });
  assert.deepEqual(of('a'), ['ORG_ADMIN']);
  assert.deepEqual(of(['x', 'b', 'a', 'c']), ['READ_ONLY_ADMIN', 'ORG_ADMIN']);
  for (const none of [undefined, null, [], {}, 1, true, 'a b', 'A', [['a']], { a: true }])
    assert.deepEqual(of(none), []);
});

test('a claim within another is found by its way, and one whose name has dots by its name', () => {
  const of = (roleClaim: string) =>
    mappedRoles({ realm: { roles: ['a'] }, 'https://x.example/roles': 'b', 'realm.x': 'b' }, { roleClaim, roles });
  assert.deepEqual(of('realm.roles'), ['ORG_ADMIN']);
  assert.deepEqual(of('https://x.example/roles'), ['READ_ONLY_ADMIN']);
  assert.deepEqual(of('realm.x'), ['READ_ONLY_ADMIN']);
  for (const none of ['realm', 'realm.roles.0.x', 'constructor.name', '__proto__', 'roles']) {
    assert.deepEqual(of(none), [], none);
  }
});

test('attack: an e-mail address that is not verified, named by another claim or in other letters, is no login', () => {
  const claims = { email: 'Ada@example.com', preferred_username: 'ada@example.com', upn: 'grace' };
  assert.equal(loginToLink(claims, {}), undefined);
  assert.equal(loginToLink(claims, { linkBy: 'email' }), undefined);
  assert.equal(loginToLink(claims, { linkBy: 'preferred_username' }), undefined);
  assert.equal(loginToLink({ ...claims, email_verified: 'true' }, { linkBy: 'email' }), undefined);
  assert.equal(loginToLink({ ...claims, email_verified: true }, { linkBy: 'preferred_username' }), 'ada@example.com');
  assert.equal(loginToLink(claims, { linkBy: 'upn' }), 'grace');
  assert.equal(loginToLink({ upn: ['a', 'b'] }, { linkBy: 'upn' }), undefined);
  assert.equal(loginToLink({ upn: '' }, { linkBy: 'upn' }), undefined);
});

test('a factor is vouched for by one of the values that count, and by none without its time', () => {
  const of = (claims: object) =>
    vouchesForFactor({ iat: 1_000_000, auth_time: 1_000_000, ...claims }, { factorAmr: ['mfa'], factorAcr: ['high'] });
  assert.ok(of({ amr: ['pwd', 'mfa'] }));
  assert.ok(of({ acr: 'high' }));
  assert.ok(of({ acr: 'high', auth_time: 1_000_010 }), 'clocks differ a little');
  for (const claims of [
    {},
    { amr: 'mfa' },
    { amr: ['pwd'] },
    { acr: ['high'] },
    { acr: 'high', auth_time: undefined },
    { acr: 'high', auth_time: '1000000' },
    { acr: 'high', iat: undefined },
    { acr: 'high', auth_time: 1_000_000 - 12 * 3_600 - 1 },
  ]) {
    assert.equal(of(claims), false, JSON.stringify(claims));
  }
});
