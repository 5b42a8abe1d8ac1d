import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type CallOptions, type World, world } from '../support/world.ts';

const at = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
const HOME = at('203.0.113.7');

for (const engine of ENGINES) {
  describe(`codes side by side: ${engine}`, () => {
    let w: World;
    let phones = 0;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** A user whom an address is known to. */
    async function atHome() {
      const { id: userId } = await person(w);
      const id = await activeSms(w, userId, `+1802448${4_000 + phones++}`);
      const calls = factorCalls(w, userId);
      const ask = async (from?: CallOptions) => {
        w.clock.advance({ seconds: 31 });
        assert.equal((await calls.challenge(id, from)).status, 200);
        return w.lastCode();
      };
      const answer = async (code: string, from?: CallOptions) => (await calls.verify(id, code, from)).status;
      assert.equal(await answer(await ask(HOME), HOME), 200);
      return { ask, answer, calls, id };
    }

    test("a stranger's challenge leaves the code of somebody the user knows alone, and its five guesses too", async () => {
      const { ask, answer } = await atHome();
      const own = await ask(HOME);
      const theirs = await ask(at('198.51.100.1'));
      for (let n = 0; n < 6; n++) await answer(wrong(theirs), at('198.51.100.1'));
      assert.equal(await answer(own, HOME), 200);
    });

    test('a code is good once, and not because another one is live', async () => {
      const { ask, answer, calls, id } = await atHome();
      const own = await ask(HOME);
      const theirs = await ask(at('198.51.100.1'));
      assert.deepEqual([await answer(own, HOME), await answer(own, HOME)], [200, 403]);
      assert.equal(await answer(theirs, at('198.51.100.1')), 200);
      assert.equal(await answer(theirs, at('198.51.100.1')), 403);
      const { causes } = { causes: JSON.stringify((await calls.verify(id, own, HOME)).body.errorCauses) };
      assert.match(causes, /used/);
    });

    test('each live code has its own five guesses', async () => {
      const { ask, answer } = await atHome();
      const [one, two] = [at('198.51.100.1'), at('198.51.100.2')];
      const codes = new Map<CallOptions | undefined, string>();
      for (const who of [one, HOME, undefined, two]) codes.set(who, await ask(who));
      const own = (who?: CallOptions) => codes.get(who) ?? '';
      const guess = async (times: number, who?: CallOptions) => {
        const statuses: number[] = [];
        for (let n = 0; n < times; n++) statuses.push(await answer(wrong(own(who)), who));
        return statuses;
      };
      assert.deepEqual(await guess(6, one), [403, 403, 403, 403, 403, 429]);
      assert.equal(await answer(own(one), one), 429, 'and not the right one either');
      for (const who of [two, HOME, undefined]) {
        assert.deepEqual(await guess(4, who), [403, 403, 403, 403]);
        assert.equal(await answer(own(who), who), 200, `the fifth, of ${JSON.stringify(who)}`);
      }
      codes.set(one, await ask(one));
      assert.deepEqual(await guess(4, one), [403, 403, 403, 403], 'a new code has five of its own');
      assert.equal(await answer(own(one), one), 200);
    });

    test("one of a known requester's codes is live: the newest", async () => {
      const { ask, answer } = await atHome();
      const first = await ask(HOME);
      await ask(at('198.51.100.1'));
      const second = await ask(HOME);
      assert.deepEqual([await answer(first, HOME), await answer(second, HOME)], [403, 200]);
    });

    test('strangers have two live codes together, each judged by who asked for it', async () => {
      const { ask, answer } = await atHome();
      const codes = [];
      for (let n = 1; n <= 3; n++) codes.push(await ask(at(`198.51.100.${n}`)));
      const [first = '', second = '', third = ''] = codes;
      assert.equal(await answer(second, at('198.51.100.2')), 200);
      assert.equal(await answer(third, at('198.51.100.3')), 200);
      assert.equal(await answer(first, at('198.51.100.1')), 403);
    });

    test('a guess is judged by one code, however many are live', async () => {
      const { ask, answer } = await atHome();
      const own = await ask(HOME);
      const theirs = await ask(at('198.51.100.1'));
      assert.notEqual(own, theirs);
      assert.equal(await answer(own, at('198.51.100.1')), 403);
      assert.equal(await answer(own, HOME), 200);
    });

    test('a code that was asked for at home is answered on the way, while nobody else asks', async () => {
      const { ask, answer } = await atHome();
      assert.equal(await answer(await ask(HOME), at('198.51.100.77')), 200);
      assert.equal(await answer(await ask(), HOME), 200);
    });

    test('twenty answers with both live codes at once: each code counts once', async () => {
      const { ask, answer } = await atHome();
      const own = await ask(HOME);
      const theirs = await ask(at('198.51.100.1'));
      const statuses = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 ? answer(own, HOME) : answer(theirs, at('198.51.100.1')))),
      );
      assert.equal(statuses.filter((status) => status === 200).length, 2);
    });

    test('who may not ask for a message just now is in with the newest one, whoever asked for it', async () => {
      const { ask, answer, calls, id } = await atHome();
      await ask();
      const newest = await ask(at('198.51.100.1'));
      assert.equal((await calls.challenge(id, HOME)).status, 429, 'one message in thirty seconds');
      assert.equal(await answer(newest, HOME), 200);
      assert.equal(await answer(newest, HOME), 403, 'and once');
    });
  });
}
