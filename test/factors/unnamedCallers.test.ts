import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { activeSms, factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type CallOptions, type World, world } from '../support/world.ts';

const from = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
const totp = { factorType: 'token:software:totp', provider: 'GOOGLE' };

for (const engine of ENGINES) {
  describe(`callers that name no address: ${engine}`, () => {
    const active = async (w: World) => {
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll(totp);
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      await calls.activate(body.id, app.code());
      w.clock.advance({ seconds: 60 });
      const give = (answer: object) => w.call('POST', `${calls.factors}/${body.id}/verify`, answer);
      return { app, give };
    };

    for (const unnamedCallers of ['available', 'safe'] as const) {
      test(`${unnamedCallers}: an owner is in with two codes however much an outsider guesses`, async (t) => {
        const w = await world(engine, { unnamedCallers });
        t.after(() => w.close());
        const { app, give } = await active(w);
        const storm = async () => {
          for (let n = 0; n < 30; n++) await give({ passCode: app.wrong() });
        };
        await storm();
        const first = await give({ passCode: app.code() });
        assert.equal(first.status, unnamedCallers === 'safe' ? 403 : 429);
        assert.match(heard(first).causes.join(' '), /two consecutive codes/);
        await storm();
        w.clock.advance({ seconds: 30 });
        const second = await give({ passCode: app.code(), stateToken: first.body.stateToken });
        assert.equal(second.status, 200, JSON.stringify(second.body));
        w.clock.advance({ seconds: 60 });
        await storm();
        assert.equal((await give({ passCode: app.code(-1), nextPassCode: app.code() })).status, 200);
      });
    }

    test('available: a short answer that comes after the pause is judged; safe: none is any more', async (t) => {
      for (const [unnamedCallers, status] of [
        ['available', 200],
        ['safe', 403],
      ] as const) {
        const w = await world(engine, { unnamedCallers });
        t.after(() => w.close());
        const { app, give } = await active(w);
        for (let n = 0; n < 30; n++) await give({ passCode: app.wrong() });
        w.clock.advance({ minutes: 16 });
        assert.equal((await give({ passCode: app.code() })).status, status);
      }
    });

    test('attack: a state token that is missing, changed, too old or another factor’s is no half', async (t) => {
      const w = await world(engine, { unnamedCallers: 'safe' });
      t.after(() => w.close());
      const [ada, bob] = [await active(w), await active(w)];
      for (const { app, give } of [ada, bob]) for (let n = 0; n < 22; n++) await give({ passCode: app.wrong() });
      const begin = async ({ app, give }: typeof ada) =>
        (await give({ passCode: app.code() })).body.stateToken as string;
      const [token, other] = [await begin(ada), await begin(bob)];
      const none = (await ada.give({ passCode: ada.app.wrong() })).body.stateToken as string;
      w.clock.advance({ seconds: 30 });
      const changed = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
      for (const stateToken of [undefined, '', 'x', changed, other, none, 7, 'y'.repeat(600)]) {
        const answer = await ada.give({ passCode: ada.app.code(), ...(stateToken !== undefined && { stateToken }) });
        assert.equal(answer.status, 403, String(stateToken));
      }
      assert.equal((await ada.give({ passCode: ada.app.code(), stateToken: token })).status, 200);
      const old = await begin(bob);
      w.clock.advance({ minutes: 6 });
      assert.equal((await bob.give({ passCode: bob.app.code(), stateToken: old })).status, 403);
    });
  });
}

test('attack: safe: however many long codes an unnamed outsider guesses, a right one of an unnamed owner is judged', async (t) => {
  const w = await world('sqlite', { unnamedCallers: 'safe' });
  t.after(() => w.close());
  const { id: userId } = await person(w);
  const id = await activeSms(w, userId);
  const calls = factorCalls(w, userId);
  await calls.challenge(id);
  const short = w.lastCode();
  for (let n = 0; n < 66; n++) await calls.verify(id, wrong(short), from(`198.51.100.${n}`));
  w.clock.advance({ seconds: 31 });
  assert.equal((await calls.challenge(id)).status, 200);
  const code = w.lastCode();
  assert.match(code, /^\d{16}$/);
  for (let n = 0; n < 21; n++) {
    const guesses = Array.from({ length: 30 }, () => calls.verify(id, wrong(code)));
    for (const { status } of await Promise.all(guesses)) assert.equal(status, 403);
  }
  assert.equal((await calls.verify(id, code)).status, 200);
});
