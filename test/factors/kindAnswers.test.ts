import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { answeredKinds, kindCalls, none } from '../support/factors/kindCalls.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { type World, world } from '../support/world.ts';

const REFUSED = ['E0000068', 'E0000082', 'E0000083'];

/** Answers and guesses, alike for every kind, through HTTP; `test/support/factors/kindFixtures.ts` has what differs. */
for (const engine of ENGINES) {
  for (const kind of answeredKinds) {
    let w: World;
    const { name, fixture, isOfKind, enrolling, active, next } = kindCalls(kind, () => w);
    describe(`answers of kind ${name}: ${engine}`, () => {
      before(async () => {
        w = await world(engine);
      });
      after(() => w.close());
      const oneTime = fixture.oneTime ? test : none;
      /** A code that is sent anew each time: what was used, or replaced by an activation, is told apart from a wrong one. */
      const isSent = ['sms', 'call', 'email'].includes(kind.contract.factorType);
      /** Its codes may be sent as integers too. */
      const { factorType, provider } = kind.contract;
      const isToken = ['token:software:totp', 'token:hotp'].includes(factorType) || provider === 'SYMANTEC';
      const aging = fixture.stale ? test : none;
      const activated = fixture.activated ? test : none;

      test('a wrong answer is refused, counted, and logged with its reason', async () => {
        const { user, calls, holder, id } = await active();
        await next(calls, id);
        const refusals = [];
        for (let n = 0; n < 3; n++) refusals.push(heard(await calls.verify(id, holder.wrong())));
        assert.deepEqual(
          refusals.map(({ status, code, summary }) => [status, code, summary]),
          refusals.map(() => [403, 'E0000068', 'Invalid Passcode/Answer']),
        );
        assert.deepEqual(
          refusals.map(({ causes }) => causes.at(-1)),
          [
            '4 attempts are left before a pause.',
            '3 attempts are left before a pause.',
            '2 attempts are left before a pause.',
          ],
        );
        assert.match(refusals[0]?.causes[0] ?? '', /doesn't match our records\. Please try again\.$/);
        const logged = (await w.store.log.ofUser(user.id)).filter(({ outcome }) => outcome === 'FAILURE');
        assert.deepEqual(
          logged.map(({ detail }) => detail?.attemptsLeft),
          ['4', '3', '2'],
        );
        assert.ok(logged.every(({ reason, factorId }) => reason && factorId === id));
        assert.equal((await calls.verify(id, holder.answer())).status, 200, 'a right one is still accepted');
      });

      test('after the fifth wrong answer cause and log say when the next is possible, and then it is', async () => {
        const { user, calls, holder, id } = await active();
        await next(calls, id);
        for (let n = 0; n < 4; n++) assert.equal((await calls.verify(id, holder.wrong())).status, 403);
        const hint = heard(await calls.verify(id, holder.wrong())).causes.at(-1) ?? '';
        const retryAt = w.clock.now().add({ seconds: 30 }).toString();
        const fresh = kind.challenge ? 'Ask for a new code. ' : '';
        assert.equal(hint, `${fresh}The next attempt is possible at ${retryAt}.`);
        assert.deepEqual((await w.store.log.ofUser(user.id)).at(-1)?.detail, {
          attemptsLeft: '0',
          retryAt,
          ...(kind.challenge && { challenge: 'OVER' }),
        });
        const early = heard(await calls.verify(id, holder.answer()));
        assert.deepEqual([early.status, early.code], [429, 'E0000047']);
        w.clock.advance({ seconds: 30 });
        await next(calls, id);
        assert.equal((await calls.verify(id, holder.answer())).status, 200);
      });

      test('no answer at all, and one of another form, are 400 and cost nothing', async () => {
        const { calls, holder, id } = await active();
        const [field = ''] = Object.keys(holder.wrong());
        const bodies = [
          { [field]: true },
          ...(isToken ? [] : [{ [field]: 123456 }]),
          { ...holder.wrong(), surprise: true },
          ...(kind.challenge || kind.outside ? [] : [{}]),
        ];
        for (const body of bodies) {
          assert.equal((await calls.verify(id, body as never)).status, 400, JSON.stringify(body));
        }
        const long = await calls.verify(id, { [field]: '1'.repeat(10_000) });
        assert.deepEqual([long.status, long.body.errorCode], [403, 'E0000068']);
        assert.match(heard(long).causes.at(-1) ?? '', /^4 attempts/);
      });

      test('of twenty wrong answers at once five are judged', async () => {
        const { calls, holder, id } = await active();
        await next(calls, id);
        const answers = await atOnce(20, () => calls.verify(id, holder.wrong()));
        assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
      });

      test('the same answer is accepted twice only where answers are not one-time', async () => {
        const { calls, holder, id, proof } = await active();
        await next(calls, id);
        const answer = holder.answer();
        assert.equal((await calls.verify(id, answer)).status, 200);
        const again = await calls.verify(id, answer);
        if (!fixture.oneTime) return assert.equal(again.status, 200);
        for (const refused of [again, ...(proof ? [await calls.verify(id, proof)] : [])]) {
          assert.equal(refused.status, 403);
          assert.ok(REFUSED.includes(refused.body.errorCode));
        }
      });

      oneTime('one answer sent twenty times at once is accepted once', async () => {
        const { calls, holder, id } = await active();
        await next(calls, id);
        const answer = holder.answer();
        const answers = await atOnce(20, (n) => calls.verify(id, answer, from(n)));
        assert.equal(count(answers, 200), 1);
        assert.equal(count(answers, 403) + count(answers, 429), 19);
        if (isSent) assert.equal(count(answers, 403), 19);
      });

      activated('one answer that activates, sent twenty times at once, activates once', async () => {
        const { calls, holder } = await enrolling();
        const { body } = await calls.enroll();
        holder.keep?.(body);
        const answer = holder.answer();
        const answers = await atOnce(20, (n) => calls.activate(body.id, answer, from(n)));
        assert.equal(count(answers, 200), 1);
        if (isSent) assert.equal(count(answers, 404), 19);
        assert.equal((await calls.list()).body.filter(isOfKind).length, 1);
      });

      aging('an answer that is too old is refused', async () => {
        const { calls, holder, id } = await active();
        await next(calls, id);
        const answer = holder.answer();
        w.clock.advance(fixture.stale?.after ?? {});
        const { status, code, causes } = heard(await calls.verify(id, answer));
        assert.deepEqual([status, code], [403, fixture.stale?.errorCode]);
        if (code === 'E0000068') assert.match(causes.join(), /expired/);
      });
    });
  }
}
