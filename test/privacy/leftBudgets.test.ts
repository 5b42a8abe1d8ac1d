import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { shortBudgets } from '../../src/domain/budgets/answerBudgets.ts';
import { type Limit, limits } from '../../src/domain/budgets/budgets.ts';
import { defaultGuardNumbers } from '../../src/domain/policy/guardPolicy.ts';
import { unansweredLimits } from '../../src/domain/pumping/limits.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms } from '../support/factors/factorCalls.ts';
import { deleteUser } from '../support/privacy/life.ts';
import { activeUser } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

/** The budget of all strangers' guesses at codes by SMS. */
function ofStrangers(userId: string): Limit {
  const who = { userId, standing: 'stranger', name: '198.51.100.7' } as const;
  const answer = { userId, factorId: 'f', kind: 'sms/OKTA', challenge: undefined, chance: 1 };
  const [pool] = shortBudgets(who, answer, 'safe').short;
  assert.ok(pool);
  return pool;
}

for (const engine of ENGINES) {
  describe(`attack: deleting and creating a user to guess anew: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const usedOf = async (limit: Limit) => (await w.store.limits.peek(limit, w.clock.now())).used;
    const spend = async (limit: Limit, times: number) => {
      for (let n = 0; n < times; n++) assert.ok((await w.store.limits.spend([limit], w.clock.now())).ok);
    };

    test('with the same login, strangers have no more guesses than they had left', async () => {
      const { id, profile } = await activeUser(w, { email: 'one@example.com' });
      await spend(ofStrangers(id), 60);
      await spend(limits.strangersPasswords({ userId: id }), 70);
      await spend(limits.ringsAnHour(id), 4);
      await deleteUser(w, id);
      const next = await activeUser(w, { login: profile.login.toUpperCase(), email: 'another@example.com' });
      assert.equal(await usedOf(ofStrangers(next.id)), 60);
      assert.equal(await usedOf(limits.strangersPasswords({ userId: next.id })), 70);
      assert.equal(await usedOf(limits.ringsAnHour(next.id)), 4);
      await deleteUser(w, next.id);
      assert.equal(await usedOf(ofStrangers((await activeUser(w, { login: profile.login })).id)), 60, 'and once more');
    });

    test('with the same e-mail address, too', async () => {
      const { id } = await activeUser(w, { email: 'mailbox@example.com' });
      await spend(ofStrangers(id), 50);
      await deleteUser(w, id);
      const next = await activeUser(w, { email: 'MailBox@example.com' });
      assert.equal(await usedOf(ofStrangers(next.id)), 50);
    });

    test('with another login and the same phone, strangers get nothing back once the phone has proved itself', async () => {
      const phone = '+18024482051';
      const { id } = await activeUser(w);
      await activeSms(w, id, phone);
      await spend(ofStrangers(id), 40);
      await deleteUser(w, id);
      w.clock.advance({ minutes: 1 });
      const next = await activeUser(w);
      assert.equal(await usedOf(ofStrangers(next.id)), 0);
      await activeSms(w, next.id, phone);
      assert.equal(await usedOf(ofStrangers(next.id)), 40);
    });

    test('messages that nobody answered still count, those to the user and those to the number', async () => {
      const recipient = { channel: 'sms', e164: '+18024482052', requester: 'stranger' } as const;
      const { id, profile } = await activeUser(w);
      const budgets = (userId: string) => unansweredLimits({ ...recipient, userId }, defaultGuardNumbers);
      for (const budget of budgets(id)) await spend(budget, 2);
      await deleteUser(w, id);
      const next = await activeUser(w, { login: profile.login });
      for (const budget of budgets(next.id)) assert.equal(await usedOf(budget), 2, budget.key);
    });

    test('attack: a number that has not proved itself puts nobody else’s budgets on its owner', async () => {
      const phone = '+18024482053';
      const attacker = await activeUser(w);
      const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: phone } };
      assert.equal((await w.call('POST', `/api/v1/users/${attacker.id}/factors`, body)).status, 200);
      await spend(ofStrangers(attacker.id), 60);
      await deleteUser(w, attacker.id);
      w.clock.advance({ minutes: 1 });
      const owner = await activeUser(w);
      await activeSms(w, owner.id, phone);
      assert.equal(await usedOf(ofStrangers(owner.id)), 0);
    });

    test('somebody with neither has all that there is', async () => {
      const next = await activeUser(w);
      assert.equal(await usedOf(ofStrangers(next.id)), 0);
    });
  });
}
