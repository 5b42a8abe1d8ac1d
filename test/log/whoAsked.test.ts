import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { noProxies } from '../../src/domain/policy/proxyPolicy.ts';
import { activePush, anotherDevice } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { hookRequest, hooksPath } from '../support/hooks/hookWorld.ts';
import { orgCalls } from '../support/org/orgCalls.ts';
import { PASSWORD, profile } from '../support/users/userCalls.ts';
import { type Answer, type World, world } from '../support/world.ts';

const ADDRESS = '203.0.113.7';
const AGENT = 'Mozilla/5.0 (end user)';

for (const engine of ENGINES) {
  describe(`who asked, in the log: ${engine}`, () => {
    let w: World;
    before(async () => {
      // Tests connect from loopback, and so does the device.
      w = await world(engine, { proxies: { ...noProxies, privateEndUsers: true } });
      const { call } = w;
      const endUser = { 'x-forwarded-for': ADDRESS, 'user-agent': AGENT };
      const asEndUser: World['call'] = (method, path, body, options) =>
        call(method, path, body, { ...options, headers: { ...endUser, ...options?.headers } });
      Object.assign(w, { call: asEndUser });
    });
    after(() => w.close());

    const done = ({ status, body }: Pick<Answer, 'status' | 'body'>): Answer['body'] => {
      assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
      return body;
    };
    const refused = ({ status, body }: Answer): void => assert.ok(status >= 400, JSON.stringify(body));

    /** The events of a user, or of the organization, after each was found to say who asked, from where and with what. */
    async function events(userId: string): Promise<readonly string[]> {
      const log = await w.store.log.ofUser(userId);
      for (const { event, actor, requestId, address, userAgent } of log) {
        // A device speaks for itself: its address is that of its connection.
        const expected = actor?.startsWith('dev') ? '127.0.0.1' : ADDRESS;
        assert.deepEqual([event, address, userAgent], [event, expected, AGENT]);
        assert.ok(actor && requestId, `${event}: ${actor} ${requestId}`);
      }
      return log.map(({ event, outcome }) => `${event} ${outcome}`);
    }
    const user = async () => done(await w.call('POST', '/api/v1/users', { profile: profile() })).id as string;

    test('every line of the life of a factor names the address and the user agent of the end user', async () => {
      const id = await user();
      const calls = factorCalls(w, id);
      const sms = await activeSms(w, id, '+18024482101');
      w.clock.advance({ seconds: 31 });
      done(await calls.challenge(sms));
      refused(await calls.verify(sms, wrong(w.lastCode())));
      done(await calls.verify(sms, w.lastCode()));
      w.clock.advance({ seconds: 31 });
      const body = { profile: { phoneNumber: '+18024482102' } };
      const next = done(await w.call('POST', `${calls.factors}/${sms}/replacement`, body));
      const replaced = done(await calls.activate(next.id, w.lastCode()));
      done(await calls.remove(replaced.id));
      refused(
        await calls.enroll({ factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode: 'c'.repeat(44) } }),
      );
      assert.deepEqual(await events(id), [
        'user.lifecycle.create SUCCESS',
        'user.lifecycle.activate SUCCESS',
        'cofactor.factor.enroll SUCCESS',
        'system.sms.send_phone_verification_message SUCCESS',
        'user.mfa.factor.activate SUCCESS',
        'cofactor.factor.challenge SUCCESS',
        'system.sms.send_factor_verify_message SUCCESS',
        'user.authentication.auth_via_mfa FAILURE',
        'user.authentication.auth_via_mfa SUCCESS',
        'cofactor.factor.enroll SUCCESS',
        'system.sms.send_phone_verification_message SUCCESS',
        'user.mfa.factor.deactivate SUCCESS',
        'user.mfa.factor.activate SUCCESS',
        'user.mfa.factor.deactivate SUCCESS',
        'cofactor.factor.enroll FAILURE',
      ]);
    });

    test('a message that is not delivered, or kept back, is logged with them too', async () => {
      const id = await user();
      w.receipt = { accepted: false, attempts: [], reason: 'PROVIDERS_FAILED' };
      refused(await factorCalls(w, id).sms('+18024482103'));
      w.receipt = { accepted: true, attempts: [] };
      assert.equal((await events(id)).at(-1), 'system.sms.send_phone_verification_message FAILURE');
      Object.assign(w.services.policy, { guard: { ...w.services.policy.guard, mode: 'on', countries: ['DE'] } });
      const other = await user();
      refused(await factorCalls(w, other).sms('+18024482104'));
      assert.equal((await events(other)).at(-1), 'system.sms.send_phone_verification_message DENY');
      Object.assign(w.services.policy, { guard: { ...w.services.policy.guard, mode: 'dry-run' } });
      done(await factorCalls(w, other).sms('+18024482104'));
      assert.ok((await events(other)).includes('system.operation.rate_limit.warning SUCCESS'));
    });

    test('removing all factors of a user writes a line for each factor besides its own', async () => {
      const id = await user();
      const calls = factorCalls(w, id);
      const question = { factorType: 'question', provider: 'OKTA' };
      done(await calls.enroll({ ...question, profile: { question: 'disliked_food', answer: 'mayonnaise' } }));
      done(await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' }));
      const ids = (await w.store.factors.list(id)).map((factor) => factor.id);
      done(await w.call('POST', `/api/v1/users/${id}/lifecycle/reset_factors`));
      assert.deepEqual((await events(id)).slice(-3), [
        'user.mfa.factor.deactivate SUCCESS',
        'user.mfa.factor.deactivate SUCCESS',
        'user.mfa.factor.reset_all SUCCESS',
      ]);
      const gone = (await w.store.log.ofUser(id)).filter(({ event }) => event === 'user.mfa.factor.deactivate');
      assert.deepEqual(gone.map(({ factorId }) => factorId).sort(), ids.sort());
    });

    test('a push that is asked, cancelled, answered or left alone is logged with them, as are its devices', async () => {
      const push = await activePush(w);
      const { calls, id, ask, device } = push;
      done(await calls.cancel(id, await ask()));
      await ask();
      done(await device.decide('APPROVE'));
      const forgotten = await ask();
      w.clock.advance({ minutes: 6 });
      assert.equal(done(await calls.transaction(id, forgotten)).factorResult, 'TIMEOUT');
      done(await device.rotate());
      await anotherDevice(w, push);
      const [, second] = done(await calls.devices(id));
      done(await calls.removeDevice(id, second.id));
      done(await calls.remove(id));
      const found = await events(calls.userId);
      for (const event of [
        'cofactor.device.add SUCCESS',
        'user.mfa.factor.activate SUCCESS',
        'system.push.send_factor_verify_push SUCCESS',
        'cofactor.push.cancel SUCCESS',
        'user.authentication.auth_via_mfa SUCCESS',
        'user.authentication.auth_via_mfa FAILURE',
        'cofactor.device.update SUCCESS',
        'cofactor.device.remove SUCCESS',
        'user.mfa.factor.deactivate SUCCESS',
      ]) {
        assert.ok(found.includes(event), `${event} of ${found}`);
      }
    });

    test("every line of a user's life names them", async () => {
      const body = { profile: profile(), credentials: { password: { value: PASSWORD } } };
      const { id } = done(await w.call('POST', '/api/v1/users', body));
      const self = `/api/v1/users/${id}`;
      const passwords = { oldPassword: { value: 'Wrong4Horses' }, newPassword: { value: 'Other4Horses' } };
      refused(await w.call('POST', `${self}/credentials/change_password`, passwords));
      done(await w.call('POST', self, { profile: { firstName: 'Grace' } }));
      for (const step of ['suspend', 'unsuspend', 'deactivate'])
        done(await w.call('POST', `${self}/lifecycle/${step}`));
      done(await w.call('DELETE', self));
      const found = await events(id);
      assert.ok(found.includes('user.account.update_password FAILURE'), found.join());
      assert.equal(found.at(-1), 'user.lifecycle.delete.completed SUCCESS');
    });

    test('every change of the organization names them', async () => {
      const changes = async (path: string, body: object, replace?: object): Promise<void> => {
        const { id } = done(await w.call('POST', path, body));
        if (replace) done(await w.call('PUT', `${path}/${id}`, replace));
        if (path === hooksPath) done(await w.call('POST', `${path}/${id}/lifecycle/deactivate`));
        done(await w.call('DELETE', `${path}/${id}`));
      };
      const template = { name: 'Ours', type: 'SMS_VERIFY_CODE', template: `\${code}` };
      await changes('/api/v1/templates/sms', template, { ...template, name: 'Still ours' });
      await changes(hooksPath, hookRequest('https://hooks.example.com/telephony'));
      const settings = { url: 'https://carrier.test/send', token: 'secret' };
      await changes('/api/v1/message-providers', { type: 'fake', name: 'Carrier', enabled: false, settings });
      const tokens = {
        timeBased: true,
        timeStep: 30,
        otpLength: 6,
        encoding: 'hexadecimal',
        hmacAlgorithm: 'HMacSHA1',
      };
      await changes('/api/v1/org/factors/hotp/profiles', { name: 'Tokens', settings: tokens });
      await changes('/api/v1/org/factors/yubikey_token/tokens', fakeYubikey().seed);
      const [authenticator] = done(await orgCalls(w).authenticators());
      done(await w.call('POST', `/api/v1/authenticators/${authenticator.id}/lifecycle/deactivate`));
      const found = await events('');
      for (const part of [
        'template',
        'inline_hook',
        'message_provider',
        'factor_profile',
        'credential',
        'mfa.factor.deactivate',
      ]) {
        assert.ok(
          found.some((event) => event.includes(part)),
          `${part} of ${found}`,
        );
      }
    });

    test('a user agent without end is cut off', async () => {
      const { id } = done(
        await w.call('POST', '/api/v1/users', { profile: profile() }, { headers: { 'user-agent': 'a'.repeat(9_000) } }),
      );
      const [entry] = await w.store.log.ofUser(id);
      assert.equal(entry?.userAgent, 'a'.repeat(512));
    });

    test('an entry without a user agent is read back without one', async () => {
      await w.store.apply([
        {
          do: 'log',
          entry: { at: w.clock.now(), event: 'user.lifecycle.create', outcome: 'SUCCESS', userId: '00uNobody' },
        },
      ]);
      assert.deepEqual(Object.keys((await w.store.log.ofUser('00uNobody'))[0] ?? {}), [
        'at',
        'event',
        'outcome',
        'userId',
      ]);
    });
  });
}
