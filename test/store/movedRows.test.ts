import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import type { World } from '../support/world.ts';

const QUESTION = {
  factorType: 'question',
  provider: 'OKTA',
  profile: { question: 'disliked_food', answer: 'mayonnaise' },
};

for (const engine of ENGINES) {
  describe(`rows that somebody moved by SQL, on ${engine}`, () => {
    let w: World;
    eachWorld(engine, (next) => {
      w = next;
    });

    async function user(login: string): Promise<string> {
      const profile = { firstName: 'A', lastName: 'B', email: login, login };
      return (await w.call('POST', '/api/v1/users', { profile })).body.id;
    }

    const run = (text: string, values: readonly string[]) =>
      w.engine.write(function* () {
        yield { text, values };
      });

    const verify = (userId: string, factorId: string) =>
      w.call('POST', `/api/v1/users/${userId}/factors/${factorId}/verify`, { answer: 'mayonnaise' });

    test('moving a factor: whoever writes to the database cannot give a victim their own factor', async () => {
      const [attacker, victim] = [await user('attacker@example.com'), await user('victim@example.com')];
      const { id } = (await w.call('POST', `/api/v1/users/${attacker}/factors`, QUESTION)).body;
      assert.equal((await verify(attacker, id)).status, 200);
      await run(
        `insert into factors (user_id, id, factor_type, provider, status, created_at, updated_at)
          select $1, id, factor_type, provider, status, created_at, updated_at from factors where user_id = $2`,
        [victim, attacker],
      );
      await run(
        `insert into factor_states (user_id, factor_id, version, state)
          select $1, factor_id, version, state from factor_states where user_id = $2`,
        [victim, attacker],
      );
      assert.equal((await verify(victim, id)).status, 500);
      assert.equal((await verify(attacker, id)).status, 200, 'the row itself is as good as before');
    });

    test('swapping the states of two factors: neither answers for the other', async () => {
      const users = [await user('attacker@example.com'), await user('victim@example.com')] as const;
      const ids: string[] = [];
      for (const userId of users) {
        ids.push((await w.call('POST', `/api/v1/users/${userId}/factors`, QUESTION)).body.id);
      }
      await run(
        `update factor_states set state = (select s.state from factor_states s where s.user_id = $1) where user_id = $2`,
        users,
      );
      assert.equal((await verify(users[1], ids[1] ?? '')).status, 500);
    });
  });
}
