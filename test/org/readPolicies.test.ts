import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { orgCalls } from '../support/org/orgCalls.ts';
import type { World } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`reading policies: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    eachWorld(engine, (fresh) => {
      w = fresh;
      org = orgCalls(w);
    });

    test('it can be listed by status', async () => {
      const list = async (status: string) =>
        (await w.call('GET', `/api/v1/policies?type=MFA_ENROLL&status=${status}`)).body;
      assert.equal((await list('ACTIVE')).length, 1);
      assert.deepEqual(await list('INACTIVE'), []);
    });

    test('a type that is missing or not ours is 400 and names ours', async () => {
      for (const query of ['', '?type=PASSWORD', '?type=NONSENSE']) {
        const { status, code, summary, causes } = heard(await w.call('GET', `/api/v1/policies${query}`));
        assert.deepEqual([status, code, summary], [400, 'E0000001', 'Api validation failed: type']);
        assert.match(causes.join(), /type=MFA_ENROLL/);
      }
    });

    test('an unknown policy is 404 in Okta’s words', async () => {
      const expected = 'Not found: Resource not found: 00pnope (Policy)';
      assert.equal((await w.call('GET', '/api/v1/policies/00pnope')).body.errorSummary, expected);
      const settings = { authenticators: [] };
      assert.equal((await w.call('PUT', '/api/v1/policies/00pnope', { settings })).body.errorSummary, expected);
    });

    test('its rules are a list; those of a policy that there is not are 404', async () => {
      const { id } = await org.policy();
      const { status, body } = await w.call('GET', `/api/v1/policies/${id}/rules`);
      assert.deepEqual([status, body], [200, []]);
      const missing = await w.call('GET', '/api/v1/policies/00pnone/rules');
      assert.deepEqual([missing.status, missing.body.errorCode], [404, 'E0000007']);
    });
  });
}
