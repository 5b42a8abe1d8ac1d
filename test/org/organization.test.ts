import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, world } from '../support/world.ts';

test('anybody may ask which organization this is, also with a token that is wrong, revoked or of another kind', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const ask = (headers: Record<string, string> = {}) =>
    w.call('GET', '/.well-known/okta-organization', undefined, { token: null, headers });
  const { status, body } = await ask();
  assert.equal(status, 200);
  assert.match(body.id, /^00o[0-9A-Za-z]{17}$/);
  assert.deepEqual(body, {
    id: body.id,
    pipeline: 'idx',
    settings: { analyticsCollectionEnabled: false, bugReportingEnabled: false, omEnabled: false },
    _links: { organization: { href: BASE } },
  });
  for (const authorization of [`SSWS ${w.token}`, 'SSWS wrong', 'Bearer abc', 'Basic dXNlcjpwYXNz']) {
    assert.deepEqual((await ask({ authorization })).body, body, authorization);
  }
});

test('nothing else is told without a token', async (t) => {
  const w = await world();
  t.after(() => w.close());
  for (const path of [
    '/api/v1/groups',
    '/api/v1/groups/00g1',
    '/api/v1/users/00u1/groups',
    '/api/v1/policies/00p1/rules',
  ]) {
    assert.equal((await w.call('GET', path, undefined, { token: null })).status, 401, path);
  }
});
