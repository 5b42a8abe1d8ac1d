import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { orgCalls } from '../support/org/orgCalls.ts';
import { BASE, type World } from '../support/world.ts';

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

    test('the sign-on policy of apps is one of the system’s, listed by its type, got by its id, without rules', async () => {
      const { status, body } = await w.call('GET', '/api/v1/policies?type=ACCESS_POLICY');
      assert.equal(status, 200);
      const [policy] = body;
      const self = `${BASE}/api/v1/policies/${policy.id}`;
      assert.match(policy.id, /^rst[0-9A-Za-z]{17}$/);
      assert.deepEqual(body, [
        {
          id: policy.id,
          type: 'ACCESS_POLICY',
          name: 'Default Policy',
          status: 'ACTIVE',
          description: 'The default policy of all apps: an app proves itself with its key, and no user signs in to it.',
          priority: 1,
          system: true,
          conditions: null,
          created: '2026-01-01T00:00:00.000Z',
          lastUpdated: '2026-01-01T00:00:00.000Z',
          _links: {
            self: { href: self, hints: { allow: ['GET'] } },
            rules: { href: `${self}/rules`, hints: { allow: ['GET'] } },
          },
        },
      ]);
      assert.deepEqual((await w.call('GET', `/api/v1/policies/${policy.id}`)).body, policy);
      assert.deepEqual((await w.call('GET', `/api/v1/policies/${policy.id}/rules`)).body, []);
      assert.deepEqual((await w.call('GET', '/api/v1/policies?type=ACCESS_POLICY&status=INACTIVE')).body, []);
      const enrollment = await org.policy();
      assert.notEqual(enrollment.id, policy.id);
    });

    test('the sign-on policy of apps cannot be changed, and the refusal names the policy that can', async () => {
      const [policy] = (await w.call('GET', '/api/v1/policies?type=ACCESS_POLICY')).body;
      const before = await org.policy();
      const refused = await w.call('PUT', `/api/v1/policies/${policy.id}`, { settings: before.settings });
      const { status, code, summary, causes } = heard(refused);
      assert.deepEqual([status, code, summary], [400, 'E0000001', 'Api validation failed: policy']);
      assert.match(causes.join(), /type=MFA_ENROLL/);
      assert.deepEqual((await w.call('GET', '/api/v1/policies?type=ACCESS_POLICY')).body, [policy]);
      assert.deepEqual(await org.policy(), before);
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
