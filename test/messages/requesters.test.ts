import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { at, guardedWorld } from '../support/messages/guarded.ts';
import { person } from '../support/users/people.ts';
import type { World } from '../support/world.ts';

const HOME = at('203.0.113.7');

for (const engine of ENGINES) {
  describe(`who uses up the messages of a number: ${engine}`, () => {
    let w: World;
    let phones = 0;
    before(async () => {
      w = await guardedWorld(engine);
    });
    after(() => w.close());

    /** A user whom an address is known to. */
    async function atHome() {
      const { id: userId } = await person(w);
      const id = await activeSms(w, userId, `+1802448${3_000 + phones++}`);
      const calls = factorCalls(w, userId);
      const send = async (from: ReturnType<typeof at>) => {
        w.clock.advance({ seconds: 31 });
        return (await calls.challenge(id, from)).status;
      };
      assert.equal(await send(HOME), 200);
      assert.equal((await calls.verify(id, w.lastCode(), HOME)).status, 200);
      const flood = async () => {
        for (let n = 0; n < 5; n++) assert.equal(await send(at(`198.51.100.${n}`)), 200);
        assert.equal(await send(at('198.51.100.9')), 429);
      };
      return { calls, id, send, flood };
    }

    test("strangers who ask for messages nobody answers do not use up the owner's", async () => {
      const { calls, id, send, flood } = await atHome();
      await flood();
      assert.equal(await send(HOME), 200);
      assert.equal((await calls.verify(id, w.lastCode(), HOME)).status, 200);
      assert.equal(await send(at('198.51.100.9')), 429, 'the success of the owner gives strangers nothing back');
    });

    test('a known requester who never answers has to wait as well, and so does nobody else', async () => {
      const { send } = await atHome();
      for (let n = 0; n < 5; n++) assert.equal(await send(HOME), 200);
      assert.equal(await send(HOME), 429);
      assert.equal(await send(at('198.51.100.1')), 200);
    });
  });
}
