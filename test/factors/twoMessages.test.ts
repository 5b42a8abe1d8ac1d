import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { guardedWorld } from '../support/messages/guarded.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type CallOptions, type World, world } from '../support/world.ts';

let phones = 6_000;
const phone = () => ({ phoneNumber: `+1802448${phones++}` });
const from = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });

/** Somebody with an active factor whose codes are sent, and outsiders who guess at it. */
async function attacked(w: World, factorType: string) {
  const user = await person(w);
  const calls = factorCalls(w, user.id);
  const profile = factorType === 'email' ? { email: user.profile.email } : phone();
  const { body } = await calls.enroll({ factorType, provider: 'OKTA', profile });
  const { id } = (await calls.activate(body.id, w.lastCode())).body;
  const path = `${calls.factors}/${id}/verify`;
  const give = (answer: object, options?: CallOptions) => w.call('POST', path, answer, options);
  const ask = async (options?: CallOptions) => {
    // Mails that nobody answers come to a pause of a minute or so.
    for (let tries = 0; ; tries++) {
      w.clock.advance({ seconds: 31 });
      const { status } = await give({}, options);
      if (status === 200) return w.lastCode();
      assert.ok(status === 429 && tries < 3, `asked ${tries} times: ${status}`);
    }
  };
  /** Has a message sent as soon as that may be; gives the seconds that it took. */
  const next = async (): Promise<number> => {
    let seconds = 31;
    for (;;) {
      w.clock.advance({ seconds });
      const { status, headers } = await give({});
      if (status === 200) return seconds;
      assert.equal(status, 429);
      seconds = Number(headers['cofactor-retry-after']);
    }
  };
  /** Wrong codes of callers who name no address, until none of theirs is judged any more. */
  const storm = async () => {
    for (let n = 0; n < 6; n++) await give({ passCode: wrong(w.lastCode()) });
  };
  /** Takes every slot after a pause, until the pauses are of minutes. */
  const poll = async () => {
    for (let n = 0; n < 4; n++) {
      await ask();
      await storm();
    }
  };
  return { ask, next, give, storm, poll };
}

for (const engine of ENGINES) {
  for (const factorType of ['sms', 'call', 'email']) {
    describe(`two codes of two messages, ${factorType}: ${engine}`, () => {
      test('available: an owner who names no address is in with them, however much an outsider guesses', async (t) => {
        const w = await world(engine);
        t.after(() => w.close());
        const { ask, give, storm, poll } = await attacked(w, factorType);
        await poll();
        const first = await give({ passCode: await ask() });
        assert.equal(first.status, 429);
        assert.match(heard(first).causes.join(' '), /two right ones of two messages in a row/);
        await storm();
        const code = await ask();
        await storm();
        const second = await give({ passCode: code, stateToken: first.body.stateToken });
        assert.equal(second.status, 200, JSON.stringify(second.body));
        const again = await give({ passCode: code, stateToken: first.body.stateToken });
        assert.equal(again.status, 403, 'a success starts over, and a code is good once');
      });

      test('attack: one code twice, codes of messages not in a row, a wrong one in between and no token are no proof', async (t) => {
        const w = await world(engine);
        t.after(() => w.close());
        const { ask, give, storm, poll } = await attacked(w, factorType);
        await poll();
        const one = await ask();
        const first = (await give({ passCode: one })).body.stateToken;
        assert.equal((await give({ passCode: one, stateToken: first })).status, 429, 'the same code');
        const two = await ask();
        const none = (await give({ passCode: wrong(two), stateToken: first })).body.stateToken;
        assert.equal((await give({ passCode: two })).status, 429, 'no token');
        assert.equal((await give({ passCode: two, stateToken: none })).status, 429, 'a wrong code in between');
        const three = await ask();
        await storm();
        assert.equal((await give({ passCode: three, stateToken: first })).status, 429, 'not in a row');
      });

      test('attack: a stranger takes every message just before the owner asks, and the owner is in with the newest', async (t) => {
        const w = await world(engine);
        t.after(() => w.close());
        const { ask, give } = await attacked(w, factorType);
        const own = await ask();
        const newest = await ask(from('198.51.100.1'));
        assert.equal((await give({})).status, 429, 'one message was sent just now');
        assert.equal((await give({ passCode: newest })).status, 200);
        assert.equal((await give({ passCode: own })).status, 200, 'and the one of who asks is good as well, once');
      });

      test('attack: while unnamed outsiders hold the pauses and strangers the messages, two of those are enough', async (t) => {
        const w = await world(engine);
        t.after(() => w.close());
        const { ask, give, storm, poll } = await attacked(w, factorType);
        await poll();
        const first = await give({ passCode: await ask(from('198.51.100.1')) });
        assert.equal(first.status, 429);
        const code = await ask(from('198.51.100.2'));
        await storm();
        const second = await give({ passCode: code, stateToken: first.body.stateToken });
        assert.equal(second.status, 200, JSON.stringify(second.body));
      });

      if (factorType !== 'email') {
        test('attack: behind the pumping guard, where messages are a day apart, two in a row are enough as well', async (t) => {
          const w = await guardedWorld(engine);
          t.after(() => w.close());
          const { next, give, storm } = await attacked(w, factorType);
          // Messages that outsiders ask for and nobody answers, until the pause before the next is longer than 16 hours.
          let waited = 0;
          for (let n = 0; n < 20 && waited < 16 * 3_600; n++) waited = await next();
          assert.ok(waited >= 16 * 3_600, `${waited}`);
          await storm();
          const first = await give({ passCode: w.lastCode() });
          assert.equal(first.status, 429);
          assert.ok((await next()) > 16 * 3_600, 'the owner waits as long as outsiders do');
          await storm();
          const second = await give({ passCode: w.lastCode(), stateToken: first.body.stateToken });
          assert.equal(second.status, 200, JSON.stringify(second.body));
        });
      }

      test('the digits of the next message are told as each requester will find them', async (t) => {
        const LONG = /the next message has one of sixteen digits/;
        for (const unnamedCallers of ['available', 'safe'] as const) {
          const w = await world(engine, { unnamedCallers });
          t.after(() => w.close());
          const { ask, give } = await attacked(w, factorType);
          const home = from('203.0.113.1');
          assert.equal((await give({ passCode: await ask(home) }, home)).status, 200);
          /** What a refusal says of the next message of a requester, compared with that message. */
          const told = async (refused: Answer, options?: CallOptions) => {
            const said = heard(refused).causes.join(' ');
            assert.match(said, /two right ones of two messages in a row/);
            const { length } = await ask(options);
            assert.equal(length, LONG.test(said) ? 16 : 6, said);
            return length;
          };
          const atHome = await ask(home);
          for (let n = 0; n < 5; n++) await give({ passCode: wrong(atHome) }, home);
          assert.equal(await told(await give({ passCode: wrong(await ask(home)) }, home), home), 16);
          const code = await ask();
          // Five of who names no address, which all at a code share, and then strangers until theirs are used up.
          for (let n = 0; n < 5; n++) await give({ passCode: wrong(code) });
          assert.equal(await told(await give({ passCode: wrong(code) })), 6);
          for (let n = 0; n < 66; n++) await give({ passCode: wrong(code) }, from(`198.51.100.${n}`));
          const away = from('198.51.100.99');
          assert.equal(await told(await give({ passCode: wrong(code) }, away), away), 16);
          // The pause may be over by now: then one short code is judged, and the next is not.
          await give({ passCode: wrong(code) });
          const unnamed = await told(await give({ passCode: wrong(code) }));
          assert.equal(unnamed, unnamedCallers === 'available' ? 6 : 16);
        }
      });

      test('a stranger is told of ordinary digits where one code can still be paid for, and three together cannot', async (t) => {
        const w = await world(engine);
        t.after(() => w.close());
        const { ask, give } = await attacked(w, factorType);
        const [one, two] = [from('198.51.100.1'), from('198.51.100.2')];
        const only = await ask(one);
        // Of 66 millionths 65 are used up: guesses at a single live code, five from each address.
        for (let n = 0; n < 65; n++) await give({ passCode: wrong(only) }, from(`203.0.113.${Math.floor(n / 5)}`));
        await ask(two);
        const refused = await give({ passCode: wrong(only) }, from('203.0.113.99'));
        assert.equal(refused.headers['cofactor-reason'], 'LONG_PROOF_WANTED');
        assert.doesNotMatch(heard(refused).causes.join(' '), /sixteen/);
        assert.match(await ask(two), /^\d{6}$/);
      });

      test('a stranger’s short code, sent before short ones were used up, counts as the first half', async (t) => {
        const w = await world(engine, { unnamedCallers: 'safe' });
        t.after(() => w.close());
        const { ask, give } = await attacked(w, factorType);
        const home = from('203.0.113.1');
        const short = await ask(home);
        for (let n = 0; n < 66; n++) await give({ passCode: wrong(short) }, from(`198.51.100.${n}`));
        const refused = await give({ passCode: short }, home);
        assert.deepEqual([refused.status, refused.headers['cofactor-reason']], [403, 'LONG_PROOF_WANTED']);
        const long = await ask(home);
        assert.match(long, /^\d{16}$/);
        assert.equal((await give({ passCode: long }, home)).status, 200);
      });
    });
  }
}
