import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { disclosures, everyRow } from '../../support/disclosure.ts';
import { type FakeDuo, fakeDuo } from '../../support/duo/fakeDuo.ts';
import { setDuo, settingsOf } from '../../support/duo/setDuo.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import type { World } from '../../support/world.ts';

const isDuo = ({ factorType }: { factorType: string }) => factorType === 'web';

for (const engine of ENGINES) {
  describe(`web/DUO by the Auth API: ${engine}`, () => {
    let w: World;
    let duo: FakeDuo;
    let calls: ReturnType<typeof factorCalls>;
    let login: string;
    let userId: string;
    beforeEach(async () => {
      duo = await fakeDuo();
    });
    afterEach(() => {
      assert.deepEqual(duo.forged, [], 'Duo’s own library finds every signature right');
      return duo.close();
    });
    eachWorld(engine, async (fresh) => {
      w = fresh;
      const user = await person(w);
      userId = user.id;
      ({ login } = user.profile);
      calls = factorCalls(w, userId);
    });
    const enroll = (profile?: object) =>
      calls.enroll({ factorType: 'web', provider: 'DUO', ...(profile && { profile }) });
    const change = (id: string, configuration: object) =>
      w.call('PUT', `/api/v1/authenticators/${id}`, { provider: { configuration } });
    const asks = (id: string, wishes: object = {}) => w.call('POST', `${calls.factors}/${id}/verify`, wishes);
    const poll = (asked: { body: { _links: { poll: { href: string } } } }) =>
      w.call('GET', asked.body._links.poll.href.replace(/^https:\/\/[^/]+/, ''));
    const events = async () =>
      (await w.store.log.ofUser(userId)).map(({ event, outcome, reason }) => [event, outcome, reason]);
    async function active(): Promise<string> {
      const { body } = await enroll();
      duo.passcodes.add(`${login} 1234567`);
      const { status } = await calls.activate(body.id, '1234567');
      assert.equal(status, 200);
      return body.id;
    }

    test('nobody can enroll before the settings of Duo are complete, and the cause names the call', async () => {
      assert.match(heard(await enroll()).causes.join(), /POST \/api\/v1\/authenticators and key duo/);
      const { body } = await w.call('POST', '/api/v1/authenticators', { key: 'duo' });
      assert.equal(body.neverUsed, true);
      const refused = heard(await enroll());
      assert.deepEqual([refused.status, refused.causes[0]], [400, 'Factor not enabled.']);
      assert.match(refused.causes[1] ?? '', new RegExp(`PUT .*${body.id} .*host, integrationKey and secretKey`));
      assert.ok(!(await calls.catalog()).body.some(isDuo));
      assert.equal((await change(body.id, settingsOf(duo))).body.neverUsed, undefined);
      assert.ok((await calls.catalog()).body.some(isDuo));
      assert.equal((await enroll()).status, 200);
    });

    test('a factor is pending until Duo accepts a passcode, which then verifies it', async () => {
      await setDuo(w, duo);
      const pending = await enroll();
      assert.match(pending.body.id, /^dsf/);
      assert.deepEqual(
        [pending.body.status, pending.body.vendorName, pending.body.profile],
        ['PENDING_ACTIVATION', 'DUO', { credentialId: login }],
      );
      assert.equal(heard(await calls.activate(pending.body.id, '1234567')).code, 'E0000068');
      duo.passcodes.add(`${login} 1234567`);
      assert.equal((await calls.activate(pending.body.id, '1234567')).body.status, 'ACTIVE');
      duo.passcodes.add(`${login} 7654321`);
      assert.equal((await calls.verify(pending.body.id, '7654321')).body.factorResult, 'SUCCESS');
      const again = heard(await calls.verify(pending.body.id, '7654321'));
      assert.deepEqual([again.status, again.code], [403, 'E0000068']);
    });

    test('a push is asked for with an empty body, polled, and ends with the user’s answer', async () => {
      await setDuo(w, duo);
      const id = await active();
      const asked = await asks(id);
      assert.deepEqual([asked.status, asked.body.factorResult], [201, 'WAITING']);
      assert.deepEqual(asked.body.profile, { credentialId: login });
      assert.equal((await poll(asked)).body.factorResult, 'WAITING');
      duo.answers('allow', 'allow');
      assert.equal((await poll(asked)).body.factorResult, 'SUCCESS');
      const second = await asks(id, { duoMethod: 'phone' });
      assert.equal([...duo.questions.values()].at(-1)?.factor, 'phone');
      duo.answers('deny', 'fraud');
      assert.equal((await poll(second)).body.factorResult, 'REJECTED');
      assert.deepEqual((await events()).slice(-3), [
        ['cofactor.factor.challenge', 'SUCCESS', undefined],
        ['system.push.send_factor_verify_push', 'SUCCESS', undefined],
        ['user.authentication.auth_via_mfa', 'FAILURE', 'NOT_ME'],
      ]);
    });

    test('a pending factor is activated by a push as well, and both polls tell of it', async () => {
      await setDuo(w, duo);
      const { body } = await enroll();
      const self = `${calls.factors}/${body.id}/lifecycle/activate`;
      const declined = await w.call('POST', self, {});
      assert.equal(declined.body.factorResult, 'WAITING');
      assert.equal((await w.call('POST', `${self}/poll`)).body.factorResult, 'WAITING');
      duo.answers('deny', 'deny');
      assert.equal((await w.call('POST', `${self}/poll`)).body.factorResult, 'REJECTED');
      assert.equal((await w.call('POST', `${self}/poll`)).body.factorResult, 'TIMEOUT');
      const asked = await w.call('POST', self, {});
      duo.answers('allow', 'allow');
      assert.equal((await poll(asked)).body.factorResult, 'SUCCESS');
      assert.equal((await w.call('POST', `${self}/poll`)).body.status, 'ACTIVE');
      assert.deepEqual((await events()).at(-1), ['user.mfa.factor.activate', 'SUCCESS', undefined]);
    });

    test('codes that Duo sends are a challenge, and are judged as passcodes', async () => {
      await setDuo(w, duo);
      const id = await active();
      const sent = await asks(id, { duoMethod: 'sms' });
      assert.deepEqual([sent.status, sent.body.factorResult], [200, 'CHALLENGE']);
      duo.passcodes.add(`${login} 1000001`);
      assert.equal((await calls.verify(id, '1000001')).body.factorResult, 'SUCCESS');
    });

    test('who signs in with codes that Duo sends, or in bypass, is not told to wait after the fifth time in an hour', async () => {
      const authenticatorId = await setDuo(w, duo);
      const id = await active();
      for (let n = 0; n < 7; n++) {
        assert.equal((await asks(id, { duoMethod: 'sms' })).body.factorResult, 'CHALLENGE', `${n}`);
        duo.passcodes.add(`${login} 100000${n}`);
        assert.equal((await calls.verify(id, `100000${n}`)).body.factorResult, 'SUCCESS');
      }
      await change(authenticatorId, { allowBypass: true });
      duo.preauth.set(login, { result: 'allow' });
      for (let n = 0; n < 7; n++) assert.equal((await asks(id)).body.factorResult, 'SUCCESS', `${n}`);
    });

    test('codes that nobody types are used up as pushes are', async () => {
      await setDuo(w, duo);
      const id = await active();
      for (let n = 0; n < 5; n++) assert.equal((await asks(id, { duoMethod: 'sms' })).status, 200);
      assert.equal((await asks(id, { duoMethod: 'sms' })).status, 429);
    });

    test('users whom Duo does not know, refuses or would let through unasked cannot enroll, and hear why', async () => {
      const authenticatorId = await setDuo(w, duo);
      const portal = 'https://api-00000000.duosecurity.com/portal?code=1';
      for (const [word, cause] of [
        [{ result: 'enroll', enroll_portal_url: portal }, portal],
        [{ result: 'deny' }, 'does not let the user in'],
        [{ result: 'allow' }, 'allowBypass'],
      ] as const) {
        duo.preauth.set(login, word);
        const refused = heard(await enroll());
        assert.deepEqual([refused.status, refused.code], [403, 'E0000068']);
        assert.ok(refused.causes.join().includes(cause), refused.causes.join());
      }
      await change(authenticatorId, { allowBypass: true });
      assert.equal((await enroll()).status, 200);
    });

    test('a user in bypass verifies nothing unless the organization says so, and then the log says it', async () => {
      const authenticatorId = await setDuo(w, duo);
      const id = await active();
      duo.preauth.set(login, { result: 'allow', status_msg: 'Allowing unknown user' });
      assert.equal(heard(await asks(id)).code, 'E0000068');
      assert.equal(heard(await calls.verify(id, '1234567')).code, 'E0000068');
      duo.preauth.clear();
      const late = await asks(id);
      duo.answers('allow', 'bypass');
      assert.equal((await poll(late)).body.factorResult, 'REJECTED', 'put into bypass while the push was under way');
      await change(authenticatorId, { allowBypass: true });
      duo.preauth.set(login, { result: 'allow' });
      assert.equal((await asks(id)).body.factorResult, 'SUCCESS');
      assert.deepEqual((await events()).at(-1), ['user.authentication.auth_via_mfa', 'SUCCESS', 'BYPASSED']);
    });

    test('Duo knows the user by what the administrator set', async () => {
      const id = await setDuo(w, duo);
      for (const [template, userName] of [
        ['oktaId', userId],
        ['email', login],
      ] as const) {
        assert.equal((await change(id, { userNameTemplate: { template } })).status, 200);
        assert.match(
          heard(await enroll({ credentialId: 'somebody.else' })).causes.join(),
          new RegExp(`send ${userName}`),
        );
        assert.equal((await enroll()).body.profile.credentialId, userName);
        assert.equal(duo.requests.at(-1)?.params.username, userName);
      }
    });

    test('the secret key is sealed, no key is shown, and it is wanted again where host or integration key change', async () => {
      const id = await setDuo(w, duo);
      await active();
      const seen = [
        (await w.call('GET', `/api/v1/authenticators/${id}`)).body,
        (await w.call('GET', '/api/v1/authenticators')).body,
      ];
      assert.deepEqual(seen[0].provider, { type: 'DUO', configuration: { host: duo.origin } });
      assert.deepEqual(
        disclosures([...seen.map((body) => JSON.stringify(body)), ...(await everyRow(w))], [duo.secretKey]),
        [],
      );
      for (const moved of [{ host: 'api-11111111.duosecurity.com' }, { integrationKey: 'DIYYYYYYYYYYYYYYYYYY' }]) {
        assert.match(heard(await change(id, moved)).causes.join(), /provider\.configuration\.secretKey: Send it again/);
      }
      const all = { host: 'https://api-11111111.duosecurity.com/', integrationKey: 'DIYYYYYYYYYYYYYYYYYY' };
      assert.equal((await change(id, { ...all, secretKey: 'a'.repeat(40) })).status, 200);
    });

    test('settings that cannot be right are refused, each with its name', async () => {
      const wrong: Readonly<Record<string, object>> = {
        host: { host: 'https://duo.example.com' },
        integrationKey: { integrationKey: 'short' },
        secretKey: { secretKey: 'short' },
        application: { application: 'iframe' },
        'userNameTemplate.template': { userNameTemplate: { template: 'firstName' } },
      };
      const id = await setDuo(w, duo);
      for (const [field, configuration] of Object.entries(wrong)) {
        const { status, causes } = heard(await change(id, { secretKey: duo.secretKey, ...configuration }));
        assert.equal(status, 400, field);
        assert.ok(
          causes.some((cause) => cause.startsWith(`provider.configuration.${field}`)),
          causes.join(),
        );
      }
    });
  });
}
