import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { emailFactor } from '../support/factors/emailFactor.ts';
import { heard, wrong } from '../support/factors/factorCalls.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`codes by e-mail: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const { someone, pending, active } = emailFactor(() => w);

    test('a code lives five minutes', async () => {
      const { id, activate } = await pending();
      const late = await pending();
      const code = w.lastCode();
      w.clock.advance({ minutes: 4, seconds: 59 });
      assert.equal((await activate(id, w.sent.at(-2)?.values.code ?? '')).status, 200);
      w.clock.advance({ seconds: 1 });
      const expired = heard(await late.activate(late.id, code));
      assert.deepEqual(
        [expired.status, expired.code, expired.causes[1]],
        [403, 'E0000068', 'The code has expired; ask for a new one.'],
      );
    });

    test('tokenLifetimeSeconds is how long it lives, after a resend too', async () => {
      const { id, activate, resend } = await pending('?tokenLifetimeSeconds=60');
      w.clock.advance({ seconds: 59 });
      assert.equal((await resend(id)).status, 200);
      w.clock.advance({ seconds: 60 });
      assert.equal(heard(await activate(id, w.lastCode())).causes[1], 'The code has expired; ask for a new one.');
      assert.equal((await resend(id)).status, 200);
      w.clock.advance({ seconds: 59 });
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('tokenLifetimeSeconds of a challenge is for that challenge', async () => {
      const { id, challenge, verify } = await active();
      assert.equal((await challenge(id, '?tokenLifetimeSeconds=86400')).status, 200);
      w.clock.advance({ seconds: 86_399 });
      assert.equal((await verify(id, w.lastCode())).status, 200);
      assert.equal((await challenge(id)).status, 200);
      w.clock.advance({ minutes: 5 });
      assert.equal(heard(await verify(id, w.lastCode())).causes[1], 'The code has expired; ask for a new one.');
    });

    test('a lifetime of no second or of more than a day is refused', async () => {
      const { id, challenge } = await active();
      const { enroll } = await someone();
      for (const seconds of ['0', '86401', '-1', '1.5', 'x']) {
        for (const answer of [
          await challenge(id, `?tokenLifetimeSeconds=${seconds}`),
          await enroll(undefined, `?tokenLifetimeSeconds=${seconds}`),
        ]) {
          const refused = heard(answer);
          assert.deepEqual([refused.status, refused.summary], [400, 'Api validation failed: tokenLifetimeSeconds']);
        }
      }
    });

    test('an address is written to once in five seconds: 429 E0000118', async () => {
      const { id, resend, activate, challenge } = await pending();
      w.clock.advance({ seconds: 4 });
      const tooSoon = {
        status: 429,
        code: 'E0000118',
        summary: 'An email was recently sent. Please wait 5 seconds before trying again.',
        causes: [`Try again in 1 second, at ${w.clock.now().add({ seconds: 1 })}.`],
      };
      assert.deepEqual(heard(await resend(id)), tooSoon);
      assert.equal((await activate(id, w.lastCode())).status, 200, 'the code before it stays good');
      assert.deepEqual(heard(await challenge(id)), tooSoon);
      w.clock.advance({ seconds: 1 });
      assert.equal((await challenge(id)).status, 200);
    });

    test('a wrong and a superseded code are 403 and say which they are', async () => {
      const { id, activate, resend } = await pending();
      const first = w.lastCode();
      assert.deepEqual(heard(await activate(id, wrong(first))), {
        status: 403,
        code: 'E0000068',
        summary: 'Invalid Passcode/Answer',
        causes: [
          "Your token doesn't match our records. Please try again.",
          'The code is not the one that was sent.',
          '4 attempts are left before a pause.',
        ],
      });
      w.clock.advance({ seconds: 5 });
      assert.equal((await resend(id)).status, 200);
      const old = heard(await activate(id, first));
      assert.equal(old.causes[1], 'The code was replaced by a newer one; use the newest message.');
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('the sixth activation attempt in five minutes is 429, and so is a resend', async () => {
      const { id, activate, resend } = await pending();
      for (let n = 0; n < 5; n++) assert.equal((await activate(id, wrong(w.lastCode()))).status, 403);
      w.clock.advance({ seconds: 5 });
      assert.equal(heard(await activate(id, w.lastCode())).code, 'E0000047');
      assert.equal(heard(await resend(id)).code, 'E0000047');
    });

    test('attack: an activation code that lives a day takes five guesses in all, not five every five minutes', async () => {
      const { id, activate, resend } = await pending('?tokenLifetimeSeconds=86400');
      const code = w.lastCode();
      for (let n = 0; n < 4; n++) assert.equal((await activate(id, wrong(code))).status, 403);
      assert.equal(
        heard(await activate(id, wrong(code))).causes.at(-1),
        `Ask for a new code. The next attempt is possible at ${w.clock.now().add({ minutes: 5 })}.`,
      );
      w.clock.advance({ minutes: 5 });
      const answer = await activate(id, code);
      const sixth = heard(answer);
      assert.deepEqual([sixth.status, sixth.code], [429, 'E0000047']);
      assert.deepEqual(sixth.causes, ['Ask for a new code: this one takes no more attempts.']);
      assert.equal(answer.headers['cofactor-retry-after'], undefined);
      assert.equal((await resend(id)).status, 200);
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });
  });
}
