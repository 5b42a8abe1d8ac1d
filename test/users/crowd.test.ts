import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Hasher } from '../../src/domain/users/passwords.ts';
import type { Services } from '../../src/operations/shared/services.ts';
import { createPasswordQueue } from '../../src/operations/users/passwordQueue.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { yubikeyCalls } from '../support/hardwareTokens/yubikeyCalls.ts';
import { person } from '../support/users/people.ts';
import { activeUser, PASSWORD, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const quick: Hasher = {
  hash: async (password) => `hash of ${password}`,
  matches: async (hash, password) => hash === `hash of ${password}`,
};

for (const engine of ENGINES) {
  describe(`a crowd that guesses passwords: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
      (w.services as { passwords: Services['passwords'] }).passwords = createPasswordQueue(quick, 1);
    });
    after(() => w.close());

    const change = (id: string, old: string, address?: string, value = `${PASSWORD}x`) =>
      w.call(
        'POST',
        `${USERS}/${id}/credentials/change_password`,
        { oldPassword: { value: old }, newPassword: { value } },
        address === undefined ? {} : { headers: { 'x-forwarded-for': address } },
      );
    const sprays = async (id: string) =>
      (await w.store.log.ofUser(id)).filter(({ event }) => event === 'cofactor.address.spray');

    test('lock-out: after a hundred guesses from a hundred addresses an owner is in where they are known, or verify a factor', async () => {
      const { id } = await activeUser(w);
      const calls = factorCalls(w, id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      await calls.activate(body.id, app.code());
      await w.store.apply([
        { do: 'knowRequesters', userId: id, names: ['203.0.113.7'], until: w.clock.now().add({ hours: 24 * 90 }) },
      ]);
      for (let n = 0; n < 100; n++) assert.equal((await change(id, 'Wrong4Horses', `198.51.100.${n}`)).status, 403);
      const elsewhere = await change(id, PASSWORD, '203.0.113.99');
      assert.equal(elsewhere.status, 429);
      assert.match(
        heard(elsewhere).causes.join(' '),
        /Once a factor of the user is verified.*lifecycle.reset_password/,
      );
      assert.equal((await change(id, PASSWORD, '203.0.113.7')).status, 200, 'at a known address at once');
      w.clock.advance({ seconds: 31 });
      const home = { headers: { 'x-forwarded-for': '203.0.113.99' } };
      assert.equal((await calls.verify(body.id, app.code(), home)).status, 200);
      assert.equal((await change(id, `${PASSWORD}x`, '203.0.113.99', PASSWORD)).status, 200);
    });

    test('attack: a year of guesses from ever new addresses is two hundred guesses, and no crowd holds a place that is free', async () => {
      const { id } = await activeUser(w);
      let judged = 0;
      for (let week = 0; week < 52; week++) {
        for (let n = 0; n < 6; n++) {
          const { status } = await change(id, 'Wrong4Horses', `198.${18 + week}.100.${n}`);
          judged += status === 403 ? 1 : 0;
        }
        w.clock.advance({ hours: 24 * 7 });
      }
      assert.ok(judged > 150 && judged <= 200, `${judged}`);
      assert.equal((await change(id, PASSWORD)).status, 200, 'who names no address waits for nobody’s pauses alone');
    });

    test("the owner's success gives strangers nothing back", async () => {
      const { id } = await activeUser(w);
      for (let n = 0; n < 99; n++) await change(id, 'Wrong4Horses', `198.51.100.${n}`);
      assert.equal((await change(id, PASSWORD, '203.0.113.99')).status, 200);
      assert.equal((await change(id, 'Wrong4Horses', '198.51.100.200')).status, 429);
    });

    test('spraying: an address that fails at many users is a stranger to all but those who were verified from there', async () => {
      const users: string[] = [];
      for (let n = 0; n < 25; n++) users.push((await activeUser(w)).id);
      const [owner = '', ...others] = users;
      const network = '192.0.2.130';
      await w.store.apply([
        { do: 'knowRequesters', userId: owner, names: [network], until: w.clock.now().add({ hours: 24 * 90 }) },
      ]);
      for (const id of others) assert.equal((await change(id, 'Wrong4Horses', network)).status, 403);
      assert.equal((await Promise.all(users.map(sprays))).flat().length, 1);
      const [sprayed = ''] = others;
      for (const id of [owner, sprayed]) {
        for (let n = 0; n < 100; n++) await change(id, 'Wrong4Horses', `198.51.100.${n}`);
      }
      assert.equal((await change(owner, PASSWORD, network)).status, 200, 'known to this user, as ever');
      assert.equal((await change(sprayed, PASSWORD, network)).status, 429, 'with the strangers at all others');
      const unnamed = await change(sprayed, PASSWORD);
      assert.equal(unnamed.status, 200, 'callers without an address are nobody, and never counted with it');
    });

    test('spraying from many addresses: wrong answers over all users add up in the log', async () => {
      const own = await world(engine);
      (own.services as { passwords: Services['passwords'] }).passwords = createPasswordQueue(quick, 1);
      const users: string[] = [];
      for (let n = 0; n < 60; n++) users.push((await activeUser(own)).id);
      for (let n = 0; n < 120; n++) {
        const headers = { 'x-forwarded-for': `198.51.100.${n}` };
        const body = { oldPassword: { value: 'Wrong4Horses' }, newPassword: { value: PASSWORD } };
        await own.call('POST', `${USERS}/${users[n % 60]}/credentials/change_password`, body, { headers });
      }
      const totals = async () =>
        (await own.store.log.ofUser(''))
          .filter(({ event }) => event === 'cofactor.failures.total')
          .map(({ detail }) => [detail?.failures, detail?.users, detail?.addresses]);
      assert.deepEqual(await totals(), [['100', '60', '100']]);
      own.clock.advance({ hours: 1 });
      const body = { oldPassword: { value: 'Wrong4Horses' }, newPassword: { value: PASSWORD } };
      await own.call('POST', `${USERS}/${users[0]}/credentials/change_password`, body);
      assert.deepEqual((await totals()).at(-1), ['120', '60', '120'], 'the hour that is over');
      await own.close();
    });

    test('answers by which strangers try to enroll a YubiKey are among the wrong ones over all users', async (t) => {
      const own = await world(engine);
      t.after(() => own.close());
      const { enroll } = yubikeyCalls(() => own);
      const users = [await person(own), await person(own)];
      const stolen = fakeYubikey();
      for (const [n, { id }] of [...users, ...users].entries()) {
        const refused = await enroll(id, stolen.press(), { headers: { 'x-forwarded-for': `198.51.100.${n}` } });
        assert.equal(refused.status, 403, JSON.stringify(refused.body));
      }
      own.clock.advance({ hours: 1 });
      await enroll(users[0]?.id ?? '', stolen.press());
      const totals = (await own.store.log.ofUser('')).filter(({ event }) => event === 'cofactor.failures.total');
      assert.deepEqual(
        totals.map(({ detail }) => [detail?.failures, detail?.users, detail?.addresses]),
        [['4', '2', '4']],
      );
    });

    test('spraying: one address that fails at more than twenty users in an hour is in the log, once', async () => {
      const users: string[] = [];
      for (let n = 0; n < 25; n++) users.push((await activeUser(w)).id);
      const spray = async (address?: string) => {
        for (const id of users) assert.equal((await change(id, 'Wrong4Horses', address)).status, 403);
      };
      const logged = async () => (await Promise.all(users.map(sprays))).flat();
      await spray();
      for (const id of users.slice(0, 20)) await change(id, 'Wrong4Horses', '192.0.2.1');
      for (const id of users.slice(0, 20)) await change(id, 'Wrong4Horses', '192.0.2.1');
      assert.deepEqual(await logged(), [], 'nobody, and twenty users however often, are no spray');
      await spray('192.0.2.2');
      const [entry, ...more] = await logged();
      assert.deepEqual([entry?.address, entry?.detail?.network, more.length], ['192.0.2.2', '192.0.2.2', 0]);
      w.clock.advance({ hours: 2 });
      await spray('192.0.2.2');
      assert.equal((await logged()).length, 2);
    });
  });
}
