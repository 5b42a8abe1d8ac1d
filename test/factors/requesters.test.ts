import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type CallOptions, type World, world } from '../support/world.ts';

const DEVICE = 'cofactor-device-token';
const from = (address: string, more: Readonly<Record<string, string>> = {}): CallOptions => ({
  headers: { 'x-forwarded-for': address, ...more },
});

for (const engine of ENGINES) {
  describe(`who is known to a user: ${engine}`, () => {
    let w: World;
    let phones = 2_000;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** A user with an SMS factor and a code that waits. */
    async function sent() {
      const { id: userId } = await person(w);
      const calls = factorCalls(w, userId);
      const id = await activeSms(w, userId, `+1802448${phones++}`);
      const challenge = async () => {
        w.clock.advance({ seconds: 31 });
        assert.equal((await calls.challenge(id)).status, 200);
      };
      await challenge();
      const remember = (options?: CallOptions) =>
        w.call('POST', `${calls.factors}/${id}/verify?rememberDevice=true`, { passCode: w.lastCode() }, options);
      /** Uses up what all strangers have together. */
      const exhaustStrangers = async () => {
        await challenge();
        for (let n = 0; n < 66; n++) await calls.verify(id, wrong(w.lastCode()), from(`198.51.${n}.1`));
        assert.equal(await standing(calls.verify(id, wrong(w.lastCode()), from('203.0.113.99'))), 'stranger');
      };
      return { userId, id, calls, challenge, remember, exhaustStrangers };
    }

    /** Once strangers have used up their short answers, a wrong one tells who is counted among them. */
    const standing = async (answer: Promise<Answer>) => {
      const { status, headers } = await answer;
      assert.equal(status, 403);
      return headers['cofactor-reason'] === 'LONG_PROOF_WANTED' ? 'stranger' : 'known';
    };

    const stored = async (userId: string) =>
      (
        await w.engine.read({
          text: 'select name, until_ms from known_requesters where user_id = $1 order by name',
          values: [userId],
        })
      ).map(({ name }) => String(name));

    test('a device token is given with a success when it is asked for, and kept as a digest alone', async () => {
      const { userId, calls, id, challenge, remember } = await sent();
      const { status, body } = await remember();
      assert.equal(status, 200);
      assert.match(body.deviceToken, /^[\w-]{22}$/);
      const names = await stored(userId);
      assert.deepEqual([names.length, names.join().includes(body.deviceToken)], [1, false]);
      await challenge();
      assert.deepEqual((await calls.verify(id, w.lastCode())).body, { factorResult: 'SUCCESS' });
    });

    test('no token is given with a refusal, nor with a challenge', async () => {
      const { userId, calls, id } = await sent();
      const wrongly = { passCode: wrong(w.lastCode()) };
      const refused = await w.call('POST', `${calls.factors}/${id}/verify?rememberDevice=true`, wrongly);
      w.clock.advance({ seconds: 31 });
      const challenged = await w.call('POST', `${calls.factors}/${id}/verify?rememberDevice=true`);
      assert.deepEqual([refused.status, challenged.status], [403, 200]);
      assert.ok(![refused, challenged].some(({ body }) => JSON.stringify(body).includes('deviceToken')));
      assert.deepEqual(await stored(userId), []);
    });

    test('with its token a device is not among the strangers, from whatever address and from none', async () => {
      const { calls, id, challenge, remember, exhaustStrangers } = await sent();
      const { body } = await remember();
      await exhaustStrangers();
      for (const options of [
        from('203.0.113.7', { [DEVICE]: body.deviceToken }),
        { headers: { [DEVICE]: body.deviceToken } },
      ]) {
        await challenge();
        assert.equal(await standing(calls.verify(id, wrong(w.lastCode()), options)), 'known');
        assert.equal((await calls.verify(id, w.lastCode(), options)).status, 200);
      }
    });

    test('attack: the token of another user is worth nothing', async () => {
      const bob = await sent();
      const { body } = await bob.remember();
      const ada = await sent();
      await ada.exhaustStrangers();
      const options = from('203.0.113.7', { [DEVICE]: body.deviceToken });
      assert.equal(await standing(ada.calls.verify(ada.id, wrong(w.lastCode()), options)), 'stranger');
    });

    test('a device token is good for 90 days, and for no day more', async () => {
      const { calls, id, remember, exhaustStrangers } = await sent();
      const { body } = await remember();
      const options = from('203.0.113.7', { [DEVICE]: body.deviceToken });
      w.clock.advance({ hours: 24 * 89 });
      await exhaustStrangers();
      assert.equal(await standing(calls.verify(id, wrong(w.lastCode()), options)), 'known');
      w.clock.advance({ hours: 24 });
      await exhaustStrangers();
      assert.equal(await standing(calls.verify(id, wrong(w.lastCode()), options)), 'stranger');
    });

    test('an address is known for 90 days from the last verification, not from the first', async () => {
      const { calls, id, challenge, exhaustStrangers } = await sent();
      const home = from('192.0.2.1');
      assert.equal((await calls.verify(id, w.lastCode(), home)).status, 200);
      w.clock.advance({ hours: 24 * 60 });
      await challenge();
      assert.equal((await calls.verify(id, w.lastCode(), home)).status, 200);
      w.clock.advance({ hours: 24 * 60 });
      await exhaustStrangers();
      assert.equal(await standing(calls.verify(id, wrong(w.lastCode()), home)), 'known');
    });

    test('forgetDevices makes everybody a stranger again, and is in the log', async () => {
      const { userId, calls, id, remember, exhaustStrangers } = await sent();
      const { body } = await remember(from('192.0.2.1', { 'x-device-fingerprint': 'laptop' }));
      assert.equal((await stored(userId)).length, 3);
      assert.equal((await w.call('DELETE', `/api/v1/users/${userId}/sessions`)).status, 204);
      assert.equal((await stored(userId)).length, 3);
      assert.equal((await w.call('DELETE', `/api/v1/users/${userId}/sessions?forgetDevices=true`)).status, 204);
      assert.deepEqual(await stored(userId), []);
      await exhaustStrangers();
      const options = from('192.0.2.1', { [DEVICE]: body.deviceToken });
      assert.equal(await standing(calls.verify(id, wrong(w.lastCode()), options)), 'stranger');
      const events = (await w.store.log.ofUser(userId)).map(({ event }) => event);
      assert.ok(events.includes('cofactor.device.forget_all'));
    });

    test('a user who is deleted is forgotten, with whom they knew', async () => {
      const { userId, remember } = await sent();
      await remember(from('192.0.2.1'));
      for (let n = 0; n < 2; n++) assert.equal((await w.call('DELETE', `/api/v1/users/${userId}`)).status, 204);
      assert.deepEqual(await stored(userId), []);
    });

    test('names whose time is over do not stay for ever', async () => {
      const { userId, remember } = await sent();
      await remember(from('192.0.2.1'));
      w.clock.advance({ hours: 24 * 91 });
      const limit = {
        key: 'any',
        rule: { type: 'window', max: 1_000, per: Temporal.Duration.from({ hours: 1 }) },
      } as const;
      for (let n = 0; n < 130; n++) await w.store.limits.spend([{ ...limit, error: 'tooManyRequests' }], w.clock.now());
      assert.deepEqual(await stored(userId), []);
    });

    test('attack: who knows a password alone is not known by it', async () => {
      const { id: userId } = await person(w);
      const options = from('203.0.113.50');
      const before = await w.call('POST', `/api/v1/users/${userId}`, {
        credentials: { password: { value: 'Abcd1234!x' } },
      });
      assert.equal(before.status, 200);
      const body = { oldPassword: { value: 'Abcd1234!x' }, newPassword: { value: 'Efgh5678!y' } };
      const changed = await w.call('POST', `/api/v1/users/${userId}/credentials/change_password`, body, options);
      assert.equal(changed.status, 200, JSON.stringify(changed.body));
      assert.deepEqual(await stored(userId), []);
    });
  });
}
