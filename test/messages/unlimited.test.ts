import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { activeUser, PASSWORD, USERS } from '../support/users/userCalls.ts';
import { BASE, type CallOptions, type World, world } from '../support/world.ts';

const EMAIL = { factorType: 'email', provider: 'OKTA' };
/** So many are sent in vain before somebody has to wait. */
const FREE = 5;

for (const engine of ENGINES) {
  describe(`flooding a mailbox: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const at = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
    const knows = (userId: string, name: string) =>
      w.store.apply([{ do: 'knowRequesters', userId, names: [name], until: w.clock.now().add({ hours: 2_000 }) }]);
    /** Each mailbox may be written to every five seconds. */
    const later = () => w.clock.advance({ seconds: 6 });

    /** Every call that mails somebody, by its name. */
    const ways: Readonly<Record<string, () => Promise<(options?: CallOptions) => ReturnType<World['call']>>>> = {
      reactivate: async () => {
        const { id } = (await w.call('POST', `${USERS}?activate=false`, { profile: profileOf() })).body;
        await w.call('POST', `${USERS}/${id}/lifecycle/activate?sendEmail=false`);
        return (options) => w.call('POST', `${USERS}/${id}/lifecycle/reactivate?sendEmail=true`, undefined, options);
      },
      reset_password: async () => {
        const { id } = await activeUser(w);
        return (options) =>
          w.call('POST', `${USERS}/${id}/lifecycle/reset_password?sendEmail=true`, undefined, options);
      },
      forgot_password: async () => {
        const { id } = await activeUser(w);
        return (options) => w.call('POST', `${USERS}/${id}/credentials/forgot_password`, undefined, options);
      },
      'a challenge by e-mail': async () => {
        const user = await person(w);
        const calls = factorCalls(w, user.id);
        const { body } = await calls.enroll({ ...EMAIL, profile: { email: user.profile.email } }, '?activate=true');
        return (options) => w.call('POST', `${calls.factors}/${body.id}/verify`, undefined, options);
      },
      'an enrollment by e-mail, again and again': async () => {
        const user = await person(w);
        const { factors } = factorCalls(w, user.id);
        return async (options) => {
          const answer = await w.call('POST', factors, { ...EMAIL, profile: { email: user.profile.email } }, options);
          if (answer.status === 200) await w.call('DELETE', `${factors}/${answer.body.id}`);
          return answer;
        };
      },
    };
    let people = 0;
    const profileOf = () => {
      const email = `flooded${people++}@example.com`;
      return { firstName: 'Ada', lastName: 'Lovelace', login: email, email };
    };

    for (const [name, prepare] of Object.entries(ways)) {
      test(`${name}: after ${FREE} mails that nobody answers comes a pause, however many addresses ask`, async () => {
        const ask = await prepare();
        const mailed = w.sent.length;
        for (let n = 0; n < FREE; n++) {
          const { status, body } = await ask(at(`198.51.100.${n}`));
          assert.ok(status < 300, `${n}: ${status} ${JSON.stringify(body)}`);
          later();
        }
        const refused = await ask(at('198.51.100.99'));
        assert.deepEqual([refused.status, refused.body.errorCode], [429, 'E0000047']);
        assert.match(refused.body.errorCauses[0].errorSummary, /^Try again in \d+ seconds/);
        assert.equal(w.sent.length - mailed, FREE);
      });

      test(`${name}: at the pace that is told, a day has at most forty mails`, async () => {
        const ask = await prepare();
        const mailed = w.sent.length;
        const end = w.clock.now().add({ hours: 24 });
        while (Temporal.Instant.compare(w.clock.now(), end) < 0) {
          const { headers } = await ask();
          w.clock.advance({ seconds: Math.max(6, Number(headers['cofactor-retry-after'] ?? 0)) });
        }
        const sent = w.sent.length - mailed;
        assert.ok(sent <= 40 && sent > FREE, `${sent} mails`);
      });
    }

    test('a refused mail changes nothing: the link that was mailed before still works, and the user is as they were', async () => {
      const { id } = await activeUser(w);
      const forgot = () => w.call('POST', `${USERS}/${id}/credentials/forgot_password`);
      for (let n = 0; n < FREE; n++) assert.equal((await forgot()).status, 200);
      const link = w.sent.at(-1)?.values.code ?? '';
      assert.equal((await forgot()).status, 429);
      const reset = await w.call('POST', `${USERS}/${id}/lifecycle/reset_password?sendEmail=true`);
      assert.deepEqual([reset.status, (await w.call('GET', `${USERS}/${id}`)).body.status], [429, 'ACTIVE']);
      assert.equal((await w.app.inject({ method: 'GET', url: link.slice(BASE.length) })).statusCode, 200);
      const given = await w.call('POST', `${USERS}/${id}/credentials/forgot_password?sendEmail=false`);
      assert.equal(given.status, 200, 'a link that is not mailed costs nothing');
    });

    test("strangers' requests do not use up those of an address that the user knows", async () => {
      const { id } = await activeUser(w);
      await knows(id, '203.0.113.7');
      const forgot = (address: string) =>
        w.call('POST', `${USERS}/${id}/credentials/forgot_password`, undefined, at(address));
      for (let n = 0; n < FREE; n++) await forgot(`198.51.100.${n}`);
      assert.deepEqual([(await forgot('198.51.100.77')).status, (await forgot('203.0.113.7')).status], [429, 200]);
    });

    test('a link that is used, and a mail that nobody takes, start it over', async () => {
      const { id } = await activeUser(w);
      const forgot = () => w.call('POST', `${USERS}/${id}/credentials/forgot_password`);
      for (let n = 0; n < FREE; n++) await forgot();
      const link = w.sent.at(-1)?.values.code ?? '';
      const set = await w.app.inject({
        method: 'POST',
        url: link.slice(BASE.length),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ username: 'x', password: `${PASSWORD}y`, again: `${PASSWORD}y` }).toString(),
      });
      assert.equal(set.statusCode, 200);
      assert.equal((await forgot()).status, 200);
      const { receipt } = w;
      w.receipt = { accepted: false, attempts: [], reason: 'NO_PROVIDER' };
      for (let n = 0; n < 2 * FREE; n++) assert.notEqual((await forgot()).status, 429);
      w.receipt = receipt;
      assert.equal((await forgot()).status, 200);
    });

    test('a right code starts the mails of its requester over', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const { body } = await calls.enroll({ ...EMAIL, profile: { email: user.profile.email } }, '?activate=true');
      for (let n = 0; n < 3 * FREE; n++) {
        assert.equal((await calls.challenge(body.id)).status, 200);
        assert.equal((await calls.verify(body.id, w.lastCode())).status, 200);
        later();
      }
    });
  });
}
