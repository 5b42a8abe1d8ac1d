import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { isOutside } from '../../src/domain/org/authenticatorTable.ts';
import { allKinds } from '../../src/factors/index.ts';
import { createStore } from '../../src/store/createStore.ts';
import { resetStore } from '../../src/store/reset.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { activeSms, factorCalls, heard } from '../support/factors/factorCalls.ts';
import { orgCalls } from '../support/org/orgCalls.ts';
import { person } from '../support/users/people.ts';
import type { World } from '../support/world.ts';

const NUMBER = '+18024482036';
const NOT_ENABLED = 'Factor not enabled.';
const NOT_ALLOWED = 'Factor not allowed for the user based on the Multifactor policy.';

for (const engine of ENGINES) {
  describe(`what may be enrolled and used: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    let calls: ReturnType<typeof factorCalls>;
    let userId: string;
    eachWorld(engine, async (fresh) => {
      w = fresh;
      org = orgCalls(w);
      userId = (await person(w)).id;
      calls = factorCalls(w, userId);
    });

    const catalogued = async () =>
      (await calls.catalog()).body.map(
        ({ factorType, provider }: { factorType: string; provider: string }) => `${factorType}/${provider}`,
      );

    test('a factor whose authenticator is off is not enabled, and the cause has the call that enables it', async () => {
      await org.switchAuthenticator('phone_number', 'deactivate');
      const { status, code, summary, causes } = heard(await calls.sms(NUMBER));
      assert.deepEqual([status, code, summary], [400, 'E0000001', 'Api validation failed: factorEnrollRequest']);
      assert.equal(causes[0], NOT_ENABLED);
      const [path] = /\/api\/v1\/authenticators\/\S+activate/.exec(causes[1] ?? '') ?? [];
      assert.equal(w.sent.length, 0);
      assert.equal((await w.call('POST', path ?? '')).status, 200);
      assert.equal((await calls.sms(NUMBER)).status, 200);
    });

    test('a method that is off takes its factor with it and not its sibling', async () => {
      await org.switchMethod('phone_number', 'sms', 'deactivate');
      const { causes } = heard(await calls.sms(NUMBER));
      assert.equal(causes[0], NOT_ENABLED);
      const [path] = /\/api\/v1\/authenticators\/\S+activate/.exec(causes[1] ?? '') ?? [];
      assert.match(path ?? '', /methods\/sms\/lifecycle\/activate$/);
      const call = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: NUMBER } };
      assert.equal((await calls.enroll(call)).status, 200);
      assert.equal((await w.call('POST', path ?? '')).status, 200);
      assert.equal((await calls.sms(NUMBER)).status, 200);
    });

    test('what the older API switches off is not enabled either', async () => {
      await org.switchFactor('okta_sms', 'deactivate');
      assert.equal(heard(await calls.sms(NUMBER)).causes[0], NOT_ENABLED);
      await org.switchFactor('okta_sms', 'activate');
      assert.equal((await calls.sms(NUMBER)).status, 200);
    });

    test('what the policy forbids is not allowed, and the cause names the policy', async () => {
      await org.allow({ phone_number: 'NOT_ALLOWED' });
      const { status, summary, causes } = heard(await calls.sms(NUMBER));
      assert.deepEqual([status, summary, causes[0]], [400, 'Api validation failed: factorEnrollRequest', NOT_ALLOWED]);
      const { id } = await org.policy();
      assert.match(
        causes[1] ?? '',
        new RegExp(`PUT /api/v1/policies/${id} .* phone_number in settings.authenticators`),
      );
      await org.allow({ phone_number: 'OPTIONAL' });
      assert.equal((await calls.sms(NUMBER)).status, 200);
    });

    test('the older form of the policy tells text messages from calls', async () => {
      await org.replacePolicy({ settings: { factors: { okta_call: { enroll: { self: 'REQUIRED' } } } } });
      assert.equal(heard(await calls.sms(NUMBER)).causes[0], NOT_ALLOWED);
      const call = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: NUMBER } };
      assert.equal((await calls.enroll(call)).status, 200);
    });

    test('a factor forbidden while it was pending is neither activated nor sent again', async () => {
      const { id } = (await calls.sms(NUMBER)).body;
      const code = w.lastCode();
      await org.allow({ phone_number: 'NOT_ALLOWED' });
      const refused = heard(await calls.activate(id, code));
      assert.deepEqual(
        [refused.status, refused.code, refused.summary, refused.causes[0]],
        [400, 'E0000001', 'Api validation failed: factorActivationRequest', NOT_ALLOWED],
      );
      w.clock.advance({ seconds: 31 });
      assert.equal(heard(await calls.resend(id)).causes[0], NOT_ALLOWED);
      assert.equal(w.sent.length, 1);
      await org.allow({ phone_number: 'OPTIONAL' });
      const activated = await calls.activate(id, code);
      assert.deepEqual([activated.status, activated.body.status], [200, 'ACTIVE'], 'no attempt was spent on it');
    });

    test('a factor switched off while it was pending is not activated', async () => {
      const { id } = (await calls.sms(NUMBER)).body;
      await org.switchAuthenticator('phone_number', 'deactivate');
      const { summary, causes } = heard(await calls.activate(id, w.lastCode()));
      assert.deepEqual([summary, causes[0]], ['Api validation failed: factorActivationRequest', NOT_ENABLED]);
    });

    test('an active factor whose kind is switched off verifies nobody, costs no guess, and works again after', async () => {
      const id = await activeSms(w, userId);
      w.clock.advance({ seconds: 31 });
      await calls.challenge(id);
      const code = w.lastCode();
      await org.switchFactor('okta_sms', 'deactivate');
      for (let guess = 0; guess < 10; guess++) {
        const refused = heard(await calls.verify(id, code));
        assert.deepEqual([refused.status, refused.code, refused.causes[0]], [423, 'E0000180', NOT_ENABLED]);
      }
      const sent = w.sent.length;
      assert.equal((await calls.challenge(id)).status, 423);
      assert.equal(w.sent.length, sent);
      await org.switchFactor('okta_sms', 'activate');
      assert.deepEqual((await calls.verify(id, code)).body, { factorResult: 'SUCCESS' });
    });

    test('an active factor the policy forbids verifies nobody, is not listed, and can still be read and removed', async () => {
      const id = await activeSms(w, userId);
      await org.allow({ phone_number: 'NOT_ALLOWED' });
      assert.equal(heard(await calls.verify(id, '123456')).causes[0], NOT_ALLOWED);
      assert.deepEqual((await calls.list()).body, []);
      assert.equal((await calls.get(id)).body.id, id);
      assert.equal((await calls.remove(id)).status, 204);
    });

    test('the catalogue has every kind that is on and allowed, and says what is required', async () => {
      const all = allKinds
        .filter(({ wire, authenticator }) => !wire?.extension && !wire?.enrolledAlong && !isOutside(authenticator.key))
        .map(({ contract }) => `${contract.factorType}/${contract.provider}`);
      assert.deepEqual(await catalogued(), all);
      await org.switchFactor('okta_call', 'deactivate');
      await org.allow({ google_otp: 'NOT_ALLOWED', okta_email: 'REQUIRED' });
      const gone = ['call/OKTA', 'token:software:totp/GOOGLE'];
      assert.deepEqual(
        await catalogued(),
        all.filter((kind) => !gone.includes(kind)),
      );
      const { body } = await calls.catalog();
      const said = new Map(
        body.map((item: { factorType: string; enrollment: string }) => [item.factorType, item.enrollment]),
      );
      assert.deepEqual([said.get('email'), said.get('sms')], ['REQUIRED', 'OPTIONAL']);
    });

    test('the catalogue has status and phone of what is enrolled', async () => {
      await activeSms(w, userId);
      const { body } = await calls.catalog();
      const sms = body.find(({ factorType }: { factorType: string }) => factorType === 'sms');
      assert.equal(sms.status, 'ACTIVE');
      assert.equal(sms._embedded.phones[0].profile.phoneNumber, NUMBER);
      const email = body.find(({ factorType }: { factorType: string }) => factorType === 'email');
      assert.deepEqual([email.status, email._embedded], ['NOT_SETUP', undefined]);
    });

    test('extensions keep what they were allowed when a policy does not mention them', async () => {
      const extensions = allKinds.filter(({ wire }) => wire?.extension);
      await org.allow({ okta_email: 'REQUIRED' });
      const { body } = await w.call('GET', `${calls.factors}/catalog?extensions=true`);
      for (const { contract } of extensions) {
        assert.ok(body.some(({ factorType }: { factorType: string }) => factorType === contract.factorType));
      }
    });

    test('the lifetime set for e-mail codes is the one they have', async () => {
      await org.replace('okta_email', { key: 'okta_email', name: 'Email', settings: { tokenLifetimeInMinutes: 30 } });
      const pending = await calls.enroll({ factorType: 'email', provider: 'OKTA' });
      assert.equal(pending.status, 200);
      w.clock.advance({ minutes: 29 });
      assert.equal((await calls.activate(pending.body.id, w.lastCode())).status, 200);
      await calls.challenge(pending.body.id);
      w.clock.advance({ minutes: 29 });
      assert.equal((await calls.verify(pending.body.id, w.lastCode())).status, 200);
      await calls.challenge(pending.body.id);
      w.clock.advance({ minutes: 31 });
      assert.equal((await calls.verify(pending.body.id, w.lastCode())).status, 403);
    });
  });

  describe(`the stored settings: ${engine}`, () => {
    test('another process on the same database sees a switch at once, and the first to come stores the defaults', async () => {
      const db = await freshEngine(engine);
      const [one, two] = [
        createStore(db, createVault([new Uint8Array(32)])),
        createStore(db, createVault([new Uint8Array(32)])),
      ];
      const at = '2026-01-01T00:00:00Z';
      const defaults = (id: string) => ({
        authenticators: [],
        policy: { id, form: 'AUTHENTICATORS', created: at, lastUpdated: at } as const,
        version: 0,
      });
      const applied = await Promise.all([
        one.apply([{ do: 'saveEnrollment', settings: defaults('00pone') }]),
        two.apply([{ do: 'saveEnrollment', settings: defaults('00ptwo') }]),
      ]);
      assert.deepEqual(applied.toSorted(), ['done', 'stale']);
      const stored = await one.enrollment.read();
      assert.deepEqual(stored, await two.enrollment.read());
      assert.ok(stored);
      const changed = { ...stored, policy: { ...stored.policy, form: 'FACTORS' } as const };
      assert.equal(await two.apply([{ do: 'saveEnrollment', settings: changed }]), 'done');
      assert.equal((await one.enrollment.read())?.policy.form, 'FACTORS');
      assert.equal(await one.apply([{ do: 'saveEnrollment', settings: stored }]), 'stale');
      await one.close();
    });

    test('a reset brings the defaults back', async () => {
      const db = await freshEngine(engine);
      const store = createStore(db, createVault([new Uint8Array(32)]));
      const policy = { id: '00p1', form: 'AUTHENTICATORS', created: '', lastUpdated: '' } as const;
      await store.apply([{ do: 'saveEnrollment', settings: { authenticators: [], policy, version: 0 } }]);
      await resetStore(db);
      assert.equal(await store.enrollment.read(), undefined);
      await store.close();
    });
  });
}
