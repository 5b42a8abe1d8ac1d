import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { activeSms, factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type CallOptions, type World, world } from '../support/world.ts';

const from = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
const reason = ({ headers }: Answer) => headers['cofactor-reason'];
const totp = { factorType: 'token:software:totp', provider: 'GOOGLE' };
let phones = 3_000;

for (const engine of ENGINES) {
  describe(`short answers and long proofs: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** A user with an authenticator app whose strangers have guessed all that they may. */
    async function guessedAt() {
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll(totp);
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      assert.equal((await calls.activate(body.id, app.code())).status, 200);
      const id: string = body.id;
      w.clock.advance({ seconds: 60 });
      const give = (answer: object, options?: CallOptions) =>
        w.call('POST', `${calls.factors}/${id}/verify`, answer, options);
      const guess = async (n: number) => reason(await calls.verify(id, app.wrong(), from(`198.51.100.${n}`)));
      const heardOf: unknown[] = [];
      for (let n = 0; n < 24; n++) heardOf.push(await guess(n));
      assert.deepEqual(
        heardOf.map((one) => one === 'WRONG_CODE'),
        Array.from({ length: 24 }, (_, n) => n < 22),
        'of all strangers together 22 codes are judged',
      );
      return { calls, id, app, give };
    }

    test('a right code and a wrong one get the same refusal, which names the proof that is wanted', async () => {
      const { calls, id, app } = await guessedAt();
      const answers = [];
      for (const [n, code] of [app.wrong(), app.code(), app.code(-1), app.code(1), app.code(-5)].entries()) {
        answers.push(await calls.verify(id, code, from(`203.0.113.${n}`)));
      }
      const shapes = answers.map(({ status, body, headers }) => {
        const { errorId, stateToken, ...rest } = body;
        const { 'x-okta-request-id': _, date: __, 'x-rate-limit-remaining': ___, ...same } = headers;
        return JSON.stringify([status, rest, errorId.length, stateToken.length, same]);
      });
      assert.equal(new Set(shapes).size, 1, shapes.join('\n'));
      const { code, causes } = heard(answers[1] as Answer);
      assert.equal(code, 'E0000068');
      assert.match(causes.join(' '), /two consecutive codes as passCode and nextPassCode/);
      assert.equal(new Set(answers.map(({ body }) => body.stateToken)).size, answers.length);
    });

    test('two consecutive codes are accepted from anywhere, the second as text or as a number', async () => {
      for (const as of [String, Number]) {
        const { app, give } = await guessedAt();
        const two = { passCode: app.code(-1), nextPassCode: as(app.code()) };
        assert.equal((await give(two, from('203.0.113.1'))).status, 200);
        assert.equal((await give(two, from('203.0.113.2'))).status, 403, 'once');
      }
    });

    test('attack: codes that are not consecutive, in the wrong order, or outside the window are no proof', async () => {
      const { app, give } = await guessedAt();
      for (const [one, two] of [
        [0, 0],
        [0, -1],
        [-1, 1],
        [1, 2],
        [-2, -1],
        [-40, -39],
      ] as const) {
        const answer = await give({ passCode: app.code(one), nextPassCode: app.code(two) }, from('203.0.113.1'));
        assert.deepEqual([answer.status, reason(answer)], [403, 'LONG_PROOF_WANTED'], `${one}, ${two}`);
      }
    });

    test('a caller that sends one code a call is in with the second right one', async () => {
      const { calls, id, app } = await guessedAt();
      const home = from('203.0.113.1');
      assert.equal((await calls.verify(id, app.code(), home)).status, 403);
      w.clock.advance({ seconds: 30 });
      assert.equal((await calls.verify(id, app.code(), home)).status, 200);
    });

    test('the first half is its requester’s: others’ wrong codes do not clear it, and its own does', async () => {
      const { calls, id, app } = await guessedAt();
      const home = from('203.0.113.1');
      await calls.verify(id, app.code(), home);
      await calls.verify(id, app.wrong(), from('203.0.113.2'));
      w.clock.advance({ seconds: 30 });
      assert.equal((await calls.verify(id, app.code(), from('203.0.113.2'))).status, 403, 'another one’s half');
      assert.equal((await calls.verify(id, app.code(), home)).status, 200);
      w.clock.advance({ seconds: 30 });
      const away = from('203.0.113.3');
      await calls.verify(id, app.code(), away);
      await calls.verify(id, app.wrong(), away);
      w.clock.advance({ seconds: 30 });
      assert.equal((await calls.verify(id, app.code(), away)).status, 403);
    });

    test('attack: of many second codes at once one is judged with the first half', async () => {
      const { calls, id, app } = await guessedAt();
      const home = from('203.0.113.1');
      await calls.verify(id, app.code(), home);
      w.clock.advance({ seconds: 30 });
      const codes = [...Array<string>(6).fill(app.wrong()), app.code(), app.wrong()];
      const answers = await Promise.all(codes.map((code) => calls.verify(id, code, home)));
      // The half was taken by whichever came first, right or wrong.
      assert.ok(count(answers, 200) <= 1);
      w.clock.advance({ seconds: 30 });
      const late = await calls.verify(id, app.code(), home);
      assert.ok(count(answers, 200) + (late.status === 200 ? 1 : 0) <= 1);
    });

    test('long proofs are judged ten times a day for one address, without a word on the others', async () => {
      const { calls, id, app, give } = await guessedAt();
      const pair = { passCode: app.wrong(), nextPassCode: app.wrong() };
      const heardOf = [];
      for (let n = 0; n < 40; n++) heardOf.push((await give(pair, from('203.0.113.1'))).status);
      assert.deepEqual([...new Set(heardOf)], [403, 429]);
      assert.equal((await calls.verify(id, app.code(), from('203.0.113.2'))).status, 403);
      w.clock.advance({ seconds: 30 });
      assert.equal((await calls.verify(id, app.code(), from('203.0.113.2'))).status, 200);
    });

    test('what strangers spent no success gives back, and no new enrollment', async () => {
      const { calls, id, app, give } = await guessedAt();
      const two = { passCode: app.code(-1), nextPassCode: app.code() };
      assert.equal((await give(two, from('203.0.113.1'))).status, 200);
      assert.equal(reason(await calls.verify(id, app.wrong(), from('203.0.113.2'))), 'LONG_PROOF_WANTED');
      assert.equal((await calls.remove(id)).status, 204);
      const { body } = await calls.enroll(totp);
      const next = authenticator(body._embedded.activation.sharedSecret, w.clock);
      assert.equal((await calls.activate(body.id, next.code())).status, 200);
      w.clock.advance({ seconds: 60 });
      assert.equal(reason(await calls.verify(body.id, next.code(), from('203.0.113.3'))), 'LONG_PROOF_WANTED');
    });

    test('who was verified by a long proof is known, and short codes are enough again', async () => {
      const { calls, id, app, give } = await guessedAt();
      const home = from('203.0.113.1');
      assert.equal((await give({ passCode: app.code(-1), nextPassCode: app.code() }, home)).status, 200);
      w.clock.advance({ seconds: 60 });
      assert.equal((await calls.verify(id, app.code(), home)).status, 200);
    });

    test('a known requester who was wrong five times in a row proves it once, and starts over', async () => {
      const { calls, id, app, give } = await guessedAt();
      const home = from('203.0.113.1');
      await give({ passCode: app.code(-1), nextPassCode: app.code() }, home);
      w.clock.advance({ seconds: 60 });
      const wrongly = async () => reason(await calls.verify(id, app.wrong(), home));
      const heardOf = [];
      for (let n = 0; n < 6; n++) heardOf.push(await wrongly());
      assert.deepEqual(heardOf, [...Array(5).fill('WRONG_CODE'), 'LONG_PROOF_WANTED']);
      assert.equal((await give({ passCode: app.code(-1), nextPassCode: app.code() }, home)).status, 200);
      assert.equal(await wrongly(), 'WRONG_CODE');
    });

    test('a code that is sent to a stranger is then too long to guess, and the short one that waits is not judged', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const id = await activeSms(w, calls.factors.split('/')[4] as string, `+1802448${phones++}`);
      w.clock.advance({ seconds: 31 });
      await calls.challenge(id);
      const short = w.lastCode();
      for (let n = 0; n < 66; n++) await calls.verify(id, wrong(short), from(`198.51.100.${n}`));
      const away = from('203.0.113.1');
      const refused = await calls.verify(id, short, away);
      assert.deepEqual([refused.status, reason(refused)], [403, 'LONG_PROOF_WANTED']);
      assert.match(heard(refused).causes.join(' '), /Ask for a new code/);
      w.clock.advance({ seconds: 31 });
      assert.equal((await calls.challenge(id, away)).status, 200);
      const long = w.lastCode();
      assert.match(long, /^\d{16}$/);
      const shown = long.replace(/(.{4})(?=.)/g, '$1 ');
      const { text } = w.lastWords();
      assert.ok(text.includes(shown), text);
      assert.equal((await calls.verify(id, wrong(long), away)).status, 403);
      assert.equal((await calls.verify(id, shown, away)).status, 200);
      assert.equal((await calls.verify(id, shown, from('203.0.113.2'))).status, 403, 'once');
    });

    test('strangers may try an answer to a question once an hour, all together; an owner at a known address does not wait', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const question = {
        factorType: 'question',
        provider: 'OKTA',
        profile: { question: 'disliked_food', answer: 'mayonnaise' },
      };
      const { body } = await calls.enroll(question);
      const answer = (given: string, options?: CallOptions) =>
        w.call('POST', `${calls.factors}/${body.id}/verify`, { answer: given }, options);
      assert.equal((await answer('ketchup', from('198.51.100.1'))).status, 403);
      assert.equal((await answer('mayonnaise', from('198.51.100.2'))).status, 429);
      w.clock.advance({ hours: 1 });
      assert.equal((await answer('mayonnaise', from('198.51.100.2'))).status, 200);
      const { body: app } = await calls.enroll(totp);
      const shows = authenticator(app._embedded.activation.sharedSecret, w.clock);
      await calls.activate(app.id, shows.code());
      for (let n = 0; n < 22; n++) await calls.verify(app.id, shows.wrong(), from(`203.0.113.${n}`));
      const stranger = await calls.verify(app.id, shows.wrong(), from('198.51.100.2'));
      assert.equal(reason(stranger), 'LONG_PROOF_WANTED', 'who knows an answer is not known by it');
    });
  });
}
