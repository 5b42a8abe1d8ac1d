import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { at, guardedWorld } from '../support/messages/guarded.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

const STRANGER = '198.51.100.7';

for (const engine of ENGINES) {
  describe(`messages that strangers ask for: ${engine}`, () => {
    async function owner(w: World) {
      const { id: userId } = await person(w);
      const calls = factorCalls(w, userId);
      const id = await activeSms(w, userId, '+18024482036');
      /** Asks so many times, half a minute apart; gives how many messages were sent. */
      const asked = async (times: number, address?: string) => {
        let sent = 0;
        for (let n = 0; n < times; n++) {
          w.clock.advance({ seconds: 31 });
          if ((await calls.challenge(id, at(address))).status === 200) sent += 1;
        }
        return sent;
      };
      return { calls, id, asked };
    }

    test('strangers use up theirs, and neither that of who names no address nor that of enrollments', async (t) => {
      const w = await guardedWorld(engine);
      t.after(() => w.close());
      const { calls, asked } = await owner(w);
      assert.equal(await asked(12, STRANGER), 5);
      assert.equal(await asked(1), 1);
      w.clock.advance({ seconds: 31 });
      const call = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
      const enrolled = await calls.enroll(call, '', at(STRANGER));
      assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
    });

    test('who names no address uses up theirs, and not that of strangers', async (t) => {
      const w = await guardedWorld(engine);
      t.after(() => w.close());
      const { asked } = await owner(w);
      const unnamed = await asked(12);
      assert.ok(unnamed < 12, `${unnamed}`);
      assert.equal(await asked(1, STRANGER), 1);
    });

    test('a right code of a stranger’s ends their pause', async (t) => {
      const w = await guardedWorld(engine);
      t.after(() => w.close());
      const { calls, id, asked } = await owner(w);
      await asked(5, STRANGER);
      assert.equal((await calls.verify(id, w.lastCode(), at(STRANGER))).status, 200);
      assert.equal(await asked(3, '198.51.100.8'), 3);
    });

    test('without the guard one message in half a minute is all there is to wait for', async (t) => {
      const w = await world(engine);
      t.after(() => w.close());
      const { calls, id, asked } = await owner(w);
      assert.equal(await asked(15, STRANGER), 15);
      assert.equal((await calls.challenge(id, at('198.51.100.9'))).status, 429);
    });
  });
}
