import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms } from '../support/factors/factorCalls.ts';
import { bearerToken, keyPair, newApp } from '../support/oauth/app.ts';
import { person } from '../support/users/people.ts';
import { USERS } from '../support/users/userCalls.ts';
import type { CallOptions, World } from '../support/world.ts';

const SCOPES = ['okta.users.read', 'okta.users.manage'] as const;

for (const engine of ENGINES) {
  describe(`who holds a role within some scopes: ${engine}`, () => {
    let w: World;
    eachWorld(engine, async (begun) => {
      w = begun;
    });

    /** Callers who hold SUPER_ADMIN, but within the scopes of users: an API token, one of a person, and a service app. */
    async function limited(): Promise<readonly (readonly [string, CallOptions])[]> {
      const { user } = await administrator(w, 'SUPER_ADMIN');
      const own = await apiToken(w, { role: 'SUPER_ADMIN', scopes: SCOPES });
      const ofPerson = await apiToken(w, { ownerId: user.id, scopes: SCOPES });
      const key = await keyPair();
      const app = await newApp(w, { keys: [key], scopes: SCOPES, roles: ['SUPER_ADMIN'] });
      const authorization = `Bearer ${await bearerToken(w, app, key, SCOPES.join(' '))}`;
      return [
        ['token', { token: own.secret }],
        ['token of a person', { token: ofPerson.secret }],
        ['service app', { token: null, headers: { authorization } }],
      ];
    }

    test('attack: a token that is limited to users takes a SUPER_ADMIN over, and is limited no more', async () => {
      const { user: chief } = await administrator(w, 'SUPER_ADMIN');
      const before = await w.store.users.byId(chief.id);
      const path = `${USERS}/${chief.id}`;
      for (const [who, options] of await limited()) {
        for (const [call, body] of [
          ['', { credentials: { password: { value: 'Attacker4Horses' } } }],
          ['/lifecycle/reset_factors', undefined],
          ['/lifecycle/expire_password_with_temp_password', {}],
          ['/factors', { factorType: 'token:software:totp', provider: 'GOOGLE' }],
        ] as const) {
          const { status, body: said } = await w.call('POST', path + call, body, options);
          assert.deepEqual([status, said?.errorCode], [403, 'E0000006'], `${who} ${call}`);
          assert.match(said.errorCauses[0].errorSummary, /holds SUPER_ADMIN/);
        }
      }
      assert.deepEqual(await w.store.users.byId(chief.id), before);
      assert.deepEqual(await w.store.factors.list(chief.id), []);
    });

    test('it goes on with those who hold no role, and signs administrators in', async () => {
      const { user: chief } = await administrator(w, 'SUPER_ADMIN');
      const { id } = await person(w);
      const factorId = await activeSms(w, chief.id);
      for (const [who, options] of await limited()) {
        assert.equal(
          (await w.call('POST', `${USERS}/${id}/lifecycle/reset_factors`, undefined, options)).status,
          200,
          who,
        );
        const verify = await w.call(
          'POST',
          `${USERS}/${chief.id}/factors/${factorId}/verify`,
          { passCode: '000' },
          options,
        );
        assert.equal(verify.body.errorCode, 'E0000068', who);
      }
    });
  });
}
