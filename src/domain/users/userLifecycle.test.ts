import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userStatuses } from '../../contract/users/user.ts';
import { Fault } from '../values/fault.ts';
import type { User } from './user.ts';
import { advance, transitions, type UserAction, withPassword } from './userLifecycle.ts';

const created = Temporal.Instant.from('2026-01-01T00:00:00Z');
const now = created.add({ seconds: 5 });
const user = (over: Partial<User>): User => ({
  id: '00u00000000000000000',
  status: 'ACTIVE',
  profile: { login: 'x', email: 'x@x', firstName: 'x', lastName: 'x', mobilePhone: null, secondEmail: null },
  created,
  statusChanged: created,
  lastUpdated: created,
  version: 3,
  ...over,
});

test('for every action and status there is a next status or a refusal that says what to do', () => {
  for (const action of Object.keys(transitions) as UserAction[]) {
    for (const status of userStatuses) {
      if (transitions[action][status] !== undefined) {
        assert.ok(userStatuses.includes(advance(user({ status }), action, now).status));
        continue;
      }
      assert.throws(
        () => advance(user({ status }), action, now),
        (error) => error instanceof Fault && error.causes[0]?.startsWith(`The user is ${status}: `) === true,
        `${action} ${status}`,
      );
    }
  }
});

test('statusChanged moves with the status only, lastUpdated always, activated when a user becomes ACTIVE', () => {
  const updated = advance(user({}), 'update', now);
  assert.deepEqual([updated.statusChanged, updated.lastUpdated, updated.activated], [created, now, undefined]);
  const suspended = advance(user({}), 'suspend', now);
  assert.deepEqual([suspended.statusChanged, suspended.activated], [now, undefined]);
  assert.equal(advance(user({ status: 'STAGED' }), 'activate', now).activated, undefined);
  assert.equal(advance(user({ status: 'STAGED', passwordHash: 'h' }), 'activate', now).activated, now);
  assert.equal(withPassword(user({ status: 'PROVISIONED' }), 'h', 'setPassword', now).activated, now);
});

test('what a suspended user comes back to is kept while it is suspended and no longer', () => {
  const suspended = advance(user({ status: 'PASSWORD_EXPIRED' }), 'suspend', now);
  assert.equal(suspended.suspendedFrom, 'PASSWORD_EXPIRED');
  assert.equal(advance(suspended, 'update', now).suspendedFrom, 'PASSWORD_EXPIRED');
  const back = advance(suspended, 'unsuspend', now);
  assert.deepEqual([back.status, 'suspendedFrom' in back], ['PASSWORD_EXPIRED', false]);
  assert.equal(withPassword(suspended, 'h', 'setPassword', now).suspendedFrom, 'ACTIVE');
  assert.ok(!('suspendedFrom' in advance(suspended, 'deactivate', now)));
});
