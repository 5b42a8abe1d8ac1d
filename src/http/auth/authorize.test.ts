import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grant } from '../../contract/access/principal.ts';
import { authorize } from './authorize.ts';

const verify = { id: 'verifyFactor', scope: 'okta.users.manage' } as const;
const asked = (grant: Grant) => () => authorize(verify, { kind: 'apiToken', id: '00T1', ...grant });
const refusedFor = (cause: string) => ({ error: 'forbidden', causes: [cause] });

test('a scope opens what needs it, and the one to read does not open what changes', () => {
  asked({ scopes: ['okta.users.manage'] })();
  assert.throws(asked({ scopes: ['okta.users.read'] }), refusedFor('It needs the scope okta.users.manage.'));
  assert.throws(asked({ scopes: [] }), refusedFor('It needs the scope okta.users.manage.'));
});

test('a role and scopes limit each other, and without both nothing is allowed', () => {
  const needed = 'It needs the role SUPER_ADMIN or ORG_ADMIN or USER_ADMIN.';
  asked({ roles: ['READ_ONLY_ADMIN', 'USER_ADMIN'] })();
  asked({ roles: ['USER_ADMIN'], scopes: ['okta.users.manage'] })();
  assert.throws(asked({ roles: ['READ_ONLY_ADMIN'], scopes: ['okta.users.manage'] }), refusedFor(needed));
  assert.throws(asked({ roles: [] }), refusedFor(needed));
  assert.throws(asked({}), refusedFor(needed));
});
