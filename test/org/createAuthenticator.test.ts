import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { orgCalls, orgEvents } from '../support/org/orgCalls.ts';
import type { World } from '../support/world.ts';

/** One of Okta's that no kind belongs to here. */
const UNUSED = {
  key: 'tac',
  name: 'Codes of the desk',
  provider: {
    type: 'DUO',
    configuration: {
      host: 'duo.example.com',
      integrationKey: 'DI00',
      secretKey: 'deeply-hidden',
      userNameTemplate: { template: 'oktaId' },
    },
  },
};

for (const engine of ENGINES) {
  describe(`creating authenticators: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    eachWorld(engine, (fresh) => {
      w = fresh;
      org = orgCalls(w);
    });
    const create = (body: object, query = '') => w.call('POST', `/api/v1/authenticators${query}`, body);

    test('one that the organization does not have is created, listed and marked as never used', async () => {
      const { status, body } = await create(UNUSED);
      assert.equal(status, 200);
      assert.deepEqual([body.key, body.type, body.status, body.neverUsed], ['tac', 'tac', 'ACTIVE', true]);
      assert.match(body.id, /^aut[0-9A-Za-z]{17}$/);
      const listed = (await org.authenticators()).body.find(({ key }: { key: string }) => key === 'tac');
      assert.deepEqual(listed, body);
      assert.deepEqual((await w.call('PUT', `/api/v1/authenticators/${body.id}`, body)).body, body);
      assert.equal((await w.call('GET', `/api/v1/authenticators/${body.id}/methods`)).body[0].type, 'tac');
      assert.deepEqual(await orgEvents(w), [['security.authenticator.lifecycle.create', { authenticator: 'tac' }]]);
    });

    test('a provider’s secret is neither shown nor kept', async () => {
      const { body } = await create(UNUSED);
      assert.equal(body.provider.configuration.host, 'duo.example.com');
      assert.doesNotMatch(JSON.stringify(body), /deeply-hidden/);
      assert.doesNotMatch(JSON.stringify(await w.store.enrollment.read()), /deeply-hidden/);
    });

    test('what a PUT leaves out of a provider stays, an empty template included, and a configuration is always shown', async () => {
      const { id } = (await create(UNUSED)).body;
      const provider = { type: 'DUO', configuration: { host: 'other.example.com', userNameTemplate: {} } };
      const changed = await w.call('PUT', `/api/v1/authenticators/${id}`, { provider });
      assert.deepEqual(changed.body.provider, {
        type: 'DUO',
        configuration: { host: 'other.example.com', integrationKey: 'DI00', userNameTemplate: { template: 'oktaId' } },
      });
      const empty = { type: 'DEL_OATH', configuration: { authPort: 1812, userNameTemplate: {} } };
      const onPrem = await create({ key: 'onprem_mfa', name: 'On-Prem MFA', provider: empty });
      assert.deepEqual(onPrem.body.provider, { type: 'DEL_OATH', configuration: { authPort: 1812 } });
      const app = await create({ key: 'custom_app', name: 'App', provider: { type: 'PUSH' } });
      assert.deepEqual(app.body.provider, { type: 'PUSH', configuration: {} });
      const idp = { type: 'CLAIMS', configuration: { idpId: '0oa1' } };
      assert.deepEqual((await create({ key: 'external_idp', name: 'IdP', provider: idp })).body.provider, idp);
    });

    test('it is created switched off when the query says so, and has a switch', async () => {
      const { body } = await create({ key: 'symantec_vip', name: 'VIP' }, '?activate=false');
      assert.equal(body.status, 'INACTIVE');
      const on = await w.call('POST', `/api/v1/authenticators/${body.id}/lifecycle/activate`);
      assert.equal(on.body.status, 'ACTIVE');
    });

    test('nothing is enrolled with it, and a policy cannot require it', async () => {
      await create(UNUSED);
      const { id } = (
        await w.call('POST', '/api/v1/users', {
          profile: { firstName: 'A', lastName: 'B', email: 'a@b.example', login: 'a@b.example' },
        })
      ).body;
      const enroll = heard(await w.call('POST', `/api/v1/users/${id}/factors`, { factorType: 'web', provider: 'DUO' }));
      assert.equal(enroll.status, 400);
      const policy = await org.policy();
      const authenticators = [...policy.settings.authenticators, { key: 'tac', enroll: { self: 'REQUIRED' } }];
      assert.equal(
        (await org.replacePolicy({ ...policy, settings: { ...policy.settings, authenticators } })).status,
        400,
      );
    });

    test('a second one of a key that exists once is refused, and the cause has the call that changes the first', async () => {
      await create(UNUSED);
      for (const body of [UNUSED, { key: 'phone_number', name: 'Phone' }, { key: 'fido_u2f', name: 'U2F' }]) {
        const refused = heard(await create(body));
        assert.deepEqual(
          [refused.status, refused.code, refused.summary],
          [400, 'E0000001', 'Api validation failed: key'],
        );
        const [id] = /aut[0-9A-Za-z]{17}/.exec(refused.causes[1] ?? '') ?? [];
        assert.equal((await w.call('GET', `/api/v1/authenticators/${id}`)).status, 200);
      }
    });

    test('of those made at once of a key that exists once, one is there afterwards', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => create(UNUSED)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400]);
    });

    test('custom apps may be several, each with its own name, and ten at most', async () => {
      const first = (await create({ key: 'custom_app', name: 'One', agreeToTerms: true })).body;
      const second = (await create({ key: 'custom_app', name: 'Two' })).body;
      await w.call('PUT', `/api/v1/authenticators/${second.id}`, { name: 'Three' });
      assert.equal((await w.call('GET', `/api/v1/authenticators/${first.id}`)).body.name, 'One');
      for (let n = 3; n <= 10; n++) assert.equal((await create({ key: 'custom_app', name: `${n}` })).status, 200);
      assert.equal((await create({ key: 'custom_app', name: 'More' })).status, 400);
    });

    test('a further custom_otp has a name, a switch and settings of its own, and is marked as never used', async () => {
      const builtIn = (await org.authenticator('custom_otp')).body;
      assert.equal(builtIn.neverUsed, undefined);
      const { status, body } = await create({ key: 'custom_otp', name: 'Tokens of the bank', agreeToTerms: true });
      assert.equal(status, 200);
      assert.deepEqual([body.type, body.status, body.neverUsed], ['security_key', 'ACTIVE', true]);
      const settings = {
        ...{ protocol: 'TOTP', acceptableAdjacentIntervals: 3, timeIntervalInSeconds: 30 },
        ...{ encoding: 'base32', algorithm: 'HMacSHA256', passCodeLength: 6 },
      };
      const otp = (id: string) => `/api/v1/authenticators/${id}/methods/otp`;
      assert.deepEqual((await w.call('PUT', otp(body.id), { settings })).body.settings, settings);
      assert.deepEqual((await w.call('GET', otp(body.id))).body.settings, settings);
      assert.equal((await w.call('PUT', otp(body.id), { settings: { passCodeLength: 3 } })).status, 400);
      assert.equal((await w.call('PUT', otp(builtIn.id), { settings })).status, 400);
      await w.call('POST', `/api/v1/authenticators/${body.id}/lifecycle/deactivate`);
      const { body: all } = await org.authenticators();
      const states = all.filter(({ key }: { key: string }) => key === 'custom_otp');
      assert.deepEqual(
        states.map((one: { name: string; status: string }) => [one.name, one.status]),
        [
          ['HOTP Token', 'ACTIVE'],
          ['Tokens of the bank', 'INACTIVE'],
        ],
      );
      assert.equal((await w.call('GET', '/api/v1/org/factors/hotp')).body.status, 'ACTIVE');
    });

    test('a key that nobody knows is refused and those that can be created are named', async () => {
      const { status, causes } = heard(await create({ key: 'carrier_pigeon', name: 'P' }));
      assert.equal(status, 400);
      assert.match(causes.join(), /custom_app/);
    });
  });
}
