import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import {
  activeUser,
  created200,
  eventsOf,
  force,
  PASSWORD,
  profile,
  refusal,
  USERS,
} from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const steps = [
  'activate',
  'reactivate',
  'deactivate',
  'suspend',
  'unsuspend',
  'unlock',
  'reset_password',
  'expire_password',
];

/** Which steps are allowed, and the status they lead to. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  STAGED: { activate: 'ACTIVE', deactivate: 'DEPROVISIONED' },
  PROVISIONED: { reactivate: 'PROVISIONED', deactivate: 'DEPROVISIONED' },
  ACTIVE: {
    deactivate: 'DEPROVISIONED',
    suspend: 'SUSPENDED',
    reset_password: 'RECOVERY',
    expire_password: 'PASSWORD_EXPIRED',
  },
  RECOVERY: {
    reactivate: 'RECOVERY',
    deactivate: 'DEPROVISIONED',
    suspend: 'SUSPENDED',
    reset_password: 'RECOVERY',
    expire_password: 'PASSWORD_EXPIRED',
  },
  PASSWORD_EXPIRED: {
    deactivate: 'DEPROVISIONED',
    suspend: 'SUSPENDED',
    reset_password: 'RECOVERY',
    expire_password: 'PASSWORD_EXPIRED',
  },
  LOCKED_OUT: { unlock: 'ACTIVE', deactivate: 'DEPROVISIONED', reset_password: 'RECOVERY' },
  SUSPENDED: { unsuspend: 'ACTIVE', deactivate: 'DEPROVISIONED' },
  DEPROVISIONED: { activate: 'ACTIVE' },
};

const refusals: Readonly<Record<string, readonly [number, string, string]>> = {
  activate: [403, 'E0000016', 'Activation failed because the user is already active'],
  unlock: [403, 'E0000032', 'Unlock is not allowed for this user.'],
  suspend: [400, 'E0000001', 'Api validation failed: Cannot suspend a user that is not active'],
  unsuspend: [400, 'E0000001', 'Api validation failed: Cannot unsuspend a user that is not suspended'],
};
const otherwise = [403, 'E0000038', "This operation is not allowed in the user's current status."];

for (const engine of ENGINES) {
  describe(`life of a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const step = (id: string, name: string, query = '') => w.call('POST', `${USERS}/${id}/lifecycle/${name}${query}`);
    const statusOf = async (id: string) => (await w.call('GET', `${USERS}/${id}`)).body.status;

    /** A new user in a status, by calls where there are some. */
    async function userIn(status: string): Promise<string> {
      const credentials = { password: { value: PASSWORD } };
      if (status === 'STAGED') {
        return created200(await w.call('POST', `${USERS}?activate=false`, { profile: profile(), credentials })).id;
      }
      if (status === 'PROVISIONED') return created200(await w.call('POST', USERS, { profile: profile() })).id;
      const { id } = await activeUser(w);
      if (status === 'LOCKED_OUT') await force(w, id, status);
      if (status === 'SUSPENDED') await step(id, 'suspend');
      if (status === 'RECOVERY') await step(id, 'reset_password');
      if (status === 'PASSWORD_EXPIRED') await step(id, 'expire_password');
      if (status === 'DEPROVISIONED') await step(id, 'deactivate');
      assert.equal(await statusOf(id), status);
      return id;
    }

    for (const [status, allowed] of Object.entries(table)) {
      for (const name of steps) {
        const next = allowed[name];
        test(`${name} of a ${status} user ${next === undefined ? 'is refused' : `makes it ${next}`}`, async () => {
          const id = await userIn(status);
          const answer = await step(id, name);
          if (next === undefined) {
            const [code, error, summary, causes] = refusal(answer) as [number, string, string, string[]];
            assert.deepEqual([code, error, summary], refusals[name] ?? otherwise);
            assert.match(causes.at(-1) ?? '', new RegExp(`^The user is ${status}: `));
            if (name === 'unlock') assert.equal(causes[0], 'The user is not locked out.');
          } else {
            assert.equal(answer.status, 200);
            const told = name === 'reactivate' ? ['activationUrl', 'activationToken'] : [];
            if (name !== 'expire_password') assert.deepEqual(Object.keys(answer.body), told);
          }
          assert.equal(await statusOf(id), next ?? status);
        });
      }
    }

    test('the call that a refusal names is one that works', async () => {
      for (const status of Object.keys(table)) {
        const id = await userIn(status);
        const { body } = await step(id, status === 'LOCKED_OUT' || status === 'ACTIVE' ? 'activate' : 'unlock');
        const [, method = 'GET', path = `${USERS}/${id}`] =
          /(POST) (\/\S+)/.exec(body.errorCauses.at(-1).errorSummary) ?? [];
        const given = path.endsWith(id) ? { credentials: { password: { value: 'Another4Horses' } } } : undefined;
        assert.equal((await w.call(method, path, given)).status, 200, status);
        assert.equal(await statusOf(id), 'ACTIVE', status);
      }
    });

    test('activating a user without a password makes it PROVISIONED, and the reply has a link only where no e-mail is to have it', async () => {
      for (const sendEmail of ['true', 'false', 'False']) {
        const { id } = created200(await w.call('POST', `${USERS}?activate=false`, { profile: profile() }));
        const { status, body } = await step(id, 'activate', `?sendEmail=${sendEmail}`);
        const told = sendEmail === 'true' ? [] : ['activationUrl', 'activationToken'];
        assert.deepEqual([status, Object.keys(body)], [200, told]);
        assert.equal(await statusOf(id), 'PROVISIONED');
      }
    });

    test('suspending and unsuspending does not excuse a user from choosing a new password', async () => {
      for (const status of ['PASSWORD_EXPIRED', 'RECOVERY']) {
        const id = await userIn(status);
        await step(id, 'suspend');
        await step(id, 'unsuspend');
        assert.equal(await statusOf(id), status);
      }
      const id = await userIn('PASSWORD_EXPIRED');
      await step(id, 'suspend');
      await w.call('POST', `${USERS}/${id}`, { credentials: { password: { value: 'Another4Horses' } } });
      assert.equal(await statusOf(id), 'SUSPENDED');
      await step(id, 'unsuspend');
      assert.equal(await statusOf(id), 'ACTIVE');
    });

    test('each status has its links, in Okta’s order', async () => {
      const asActive = [
        ...['suspend', 'schema', 'resetPassword', 'expirePassword', 'changeRecoveryQuestion', 'self', 'type'],
        ...['changePassword', 'deactivate'],
      ];
      const expected: Readonly<Record<string, readonly string[]>> = {
        STAGED: ['schema', 'activate', 'self', 'type'],
        PROVISIONED: ['schema', 'reactivate', 'self', 'type', 'deactivate'],
        ACTIVE: asActive,
        PASSWORD_EXPIRED: asActive,
        RECOVERY: ['suspend', 'schema', 'reactivate', ...asActive.slice(2)],
        LOCKED_OUT: ['schema', 'unlock', 'resetPassword', 'self', 'type', 'deactivate'],
        SUSPENDED: ['schema', 'unsuspend', 'self', 'type', 'deactivate'],
        DEPROVISIONED: ['schema', 'activate', 'self', 'type'],
      };
      for (const [status, links] of Object.entries(expected)) {
        const { body } = await w.call('GET', `${USERS}/${await userIn(status)}`);
        assert.deepEqual(Object.keys(body._links), links, status);
      }
    });

    test('expire_password gives the whole user; with a temporary password the old one is gone', async () => {
      const user = await activeUser(w);
      w.clock.advance({ seconds: 4 });
      const expired = await step(user.id, 'expire_password');
      assert.deepEqual(expired.body, {
        ...user,
        status: 'PASSWORD_EXPIRED',
        statusChanged: expired.body.lastUpdated,
        lastUpdated: expired.body.lastUpdated,
      });
      const change = (old: string, value: string) =>
        w.call('POST', `${USERS}/${user.id}/credentials/change_password`, {
          oldPassword: { value: old },
          newPassword: { value },
        });
      for (const path of ['expire_password?tempPassword=true', 'expire_password_with_temp_password']) {
        const { status, body } = await step(user.id, path);
        assert.equal(status, 200);
        assert.deepEqual(Object.keys(body), ['tempPassword']);
        assert.match(body.tempPassword, /^[\w]{12}$/);
        assert.equal(await statusOf(user.id), 'PASSWORD_EXPIRED');
        assert.equal((await change(PASSWORD, 'Another4Horses')).status, 403);
        assert.equal((await change(body.tempPassword, PASSWORD)).status, 200);
        assert.equal(await statusOf(user.id), 'ACTIVE');
      }
      assert.deepEqual((await eventsOf(w, user.id)).slice(2), [
        'user.account.expire_password',
        ...Array(2)
          .fill([
            ...['user.account.update_password', 'user.account.expire_password'],
            ...['user.account.update_password FAILURE', 'user.account.update_password'],
          ])
          .flat(),
      ]);
    });

    test('every step is in the log', async () => {
      const { id } = await activeUser(w);
      for (const name of ['suspend', 'unsuspend', 'reset_password', 'reactivate', 'deactivate', 'activate']) {
        assert.equal((await step(id, name)).status, 200, name);
      }
      assert.deepEqual((await eventsOf(w, id)).slice(2), [
        'user.lifecycle.suspend',
        'user.lifecycle.unsuspend',
        'user.account.reset_password',
        'user.lifecycle.reactivate',
        'user.lifecycle.deactivate',
        'user.lifecycle.activate',
      ]);
    });

    test('twenty suspensions at once: one suspends, the others hear that it is done', async () => {
      const { id } = await activeUser(w);
      const answers = await Promise.all(Array.from({ length: 20 }, () => step(id, 'suspend')));
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(19).fill(400)]);
      assert.deepEqual((await eventsOf(w, id)).slice(2), ['user.lifecycle.suspend']);
    });
  });
}
