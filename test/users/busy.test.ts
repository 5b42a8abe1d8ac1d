import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Hasher } from '../../src/domain/users/passwords.ts';
import type { Services } from '../../src/operations/shared/services.ts';
import { createPasswordQueue } from '../../src/operations/users/passwordQueue.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { activeUser, PASSWORD, USERS } from '../support/users/userCalls.ts';
import { type CallOptions, type World, world } from '../support/world.ts';

const OWN: CallOptions = { headers: { 'x-forwarded-for': '203.0.113.7' } };

/** As slow as a slow hash, without the work. */
const unhurried: Hasher = {
  hash: async (password) => `hash of ${password}`,
  matches: (hash, password) => setTimeout(5, hash === `hash of ${password}`),
};

for (const engine of ENGINES) {
  describe(`many passwords at once: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
      (w.services as { passwords: Services['passwords'] }).passwords = createPasswordQueue(unhurried, 1);
    });
    after(() => w.close());

    const change = (id: string, old: string, options?: CallOptions) =>
      w.call(
        'POST',
        `${USERS}/${id}/credentials/change_password`,
        { oldPassword: { value: old }, newPassword: { value: `${PASSWORD}x` } },
        options,
      );

    test('300 guesses at once fill no more than their half: the rest hear 503 and when to come back, and pay nothing', async () => {
      const users = await Promise.all(Array.from({ length: 60 }, () => activeUser(w)));
      const { id: owner } = await activeUser(w);
      const calls = factorCalls(w, owner);
      const { body: factor } = await calls.enroll({
        factorType: 'question',
        provider: 'OKTA',
        profile: { question: 'disliked_food', answer: 'mayonnaise' },
      });
      const answer = { answer: 'mayonnaise' };
      await w.store.apply([
        {
          do: 'knowRequesters',
          userId: owner,
          names: ['203.0.113.7'],
          until: w.clock.now().add({ hours: 24 * 90 }),
        },
      ]);
      const crowd = atOnce(300, (n) => change(users[n % 60]?.id ?? '', 'Wrong4Horses'));
      const known = w.call('POST', `${calls.factors}/${factor.id}/verify`, answer, OWN);
      const answers = await crowd;
      const busy = answers.filter(({ status }) => status === 503);
      assert.equal(count(answers, 403) + busy.length, 300);
      assert.ok(busy.length >= 100, `${busy.length} were told to come back`);
      assert.equal(busy[0]?.headers['retry-after'], '2');
      assert.equal(busy[0]?.headers['cofactor-reason'], 'BUSY');
      assert.equal(busy[0]?.body.errorCode, 'E0000009');
      assert.equal((await known).status, 200);
      const judged = (k: number) => answers.filter(({ status }, n) => n % 60 === k && status === 403).length;
      const spared = users.findIndex((_, k) => judged(k) < 4);
      const [, hint] = (await change(users[spared]?.id ?? '', 'Wrong4Horses')).body.errorCauses;
      assert.match(hint.errorSummary, new RegExp(`^${4 - judged(spared)} attempts? (?:is|are) left`));
    });
  });
}
