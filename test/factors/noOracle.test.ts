import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine, Lasts, Steps } from '../../src/store/engine.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type CallOptions, world } from '../support/world.ts';

/** Headers that differ from one reply to the next, whatever it says. */
const OWN = ['date', 'x-okta-request-id', 'x-rate-limit-remaining', 'x-rate-limit-reset'];

/** Statements of every so-and-so-many-th call, and of one a second, whatever they are about. */
const SWEEPS = /order by (?:key|user_id, name) limit|from api_tokens/;

/** A reply without what is each reply's own: ids are as long as ever, whatever is in them. */
function comparable({ status, body, headers }: Answer) {
  const { errorId, stateToken, ...rest } = body;
  const kept = Object.entries(headers).filter(([name]) => !OWN.includes(name));
  return {
    status,
    body: { ...rest, errorId: errorId.length, stateToken: stateToken?.length },
    headers: Object.fromEntries(kept.map(([name, value]) => [name, value === stateToken ? 'stateToken' : value])),
  };
}

/** Writes down the text of every statement that a database runs from now on. */
function recorded(engine: Engine): string[] {
  const texts: string[] = [];
  const { read, write } = engine;
  Object.assign(engine, {
    read(statement) {
      texts.push(statement.text);
      return read(statement);
    },
    write<T>(steps: () => Steps<T>, keep?: (result: T) => boolean, lasts?: Lasts): Promise<T> {
      return write<T>(
        function* (): Steps<T> {
          const running = steps();
          for (let step = running.next(); ; ) {
            if (step.done) return step.value;
            texts.push(step.value.text);
            step = running.next(yield step.value);
          }
        },
        keep,
        lasts,
      );
    },
  } satisfies Partial<Engine>);
  return texts;
}

for (const engine of ENGINES) {
  for (const unnamed of [false, true]) {
    const caller = unnamed ? 'who names no address' : 'a stranger';
    test(`attack: no refusal of a long proof tells ${caller} anything, in body, headers or work: ${engine}`, async (t) => {
      const w = await world(engine, { unnamedCallers: 'safe' });
      t.after(() => w.close());
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      const used = app.code(-1);
      assert.equal((await calls.activate(body.id, used)).status, 200);
      const from = (n: number): CallOptions => (unnamed ? {} : { headers: { 'x-forwarded-for': `203.0.113.${n}` } });
      for (let n = 0; n < 24; n++)
        await calls.verify(body.id, app.wrong(), { headers: { 'x-forwarded-for': `198.51.100.${n}` } });
      const give = (answer: object, n: number) => w.call('POST', `${calls.factors}/${body.id}/verify`, answer, from(n));
      const answers = {
        wrong: { passCode: app.wrong() },
        'a right half': { passCode: app.code() },
        'a code that was used': { passCode: used },
        'a code of the past': { passCode: app.code(-6) },
        'a code of the future': { passCode: app.code(6) },
        'no code at all': { passCode: 'x' },
        'a wrong pair': { passCode: app.wrong(), nextPassCode: app.wrong() },
        'a pair whose first is right': { passCode: app.code(), nextPassCode: app.wrong() },
        'a pair whose second is right': { passCode: app.wrong(), nextPassCode: app.code(1) },
        'a right pair outside the window': { passCode: app.code(4), nextPassCode: app.code(5) },
      };
      const texts = recorded(w.engine);
      const seen: { what: string; reply: ReturnType<typeof comparable>; work: string[] }[] = [];
      // Twice: the first time of an address is told from the next, by whoever asks for the first time.
      for (const round of [0, 1]) {
        for (const [n, [what, answer]] of Object.entries(answers).entries()) {
          texts.length = 0;
          const reply = comparable(await give(answer, n + 1));
          if (round === 1) seen.push({ what, reply, work: texts.filter((text) => !SWEEPS.test(text)) });
        }
      }
      const [first] = seen;
      const pair = seen.find(({ what }) => what === 'a wrong pair');
      assert.ok(first);
      assert.deepEqual([first.reply.status, first.reply.body.errorCode], [403, 'E0000068']);
      assert.match(JSON.stringify(first.reply.body), /two consecutive codes/);
      assert.ok(first.work.length > 1, 'the work is seen at all');
      for (const { what, reply, work } of seen) {
        assert.deepEqual(reply, first.reply, what);
        // A pair was never short: that it is one, its sender knows.
        assert.deepEqual(work, what.includes('pair') ? pair?.work : first.work, what);
      }
    });
  }
}
