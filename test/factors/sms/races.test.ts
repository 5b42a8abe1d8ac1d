import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { activeSms, factorCalls, wrong } from '../../support/factors/factorCalls.ts';
import { atOnce, count, from } from '../../support/parallel.ts';
import { person } from '../../support/users/people.ts';
import { type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`parallel sms requests: ${engine}`, () => {
    let w: World;
    let last = 7_000;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const someone = async () => factorCalls(w, (await person(w)).id);
    const number = () => `+1802448${++last}`;

    test('one code sent to verify twenty times at once is accepted once', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, number());
      const { challenge, verify } = factorCalls(w, user.id);
      w.clock.advance({ seconds: 30 });
      await challenge(id);
      const answers = await atOnce(20, () => verify(id, w.lastCode()));
      assert.equal(count(answers, 200), 1);
      assert.equal(count(answers, 200) + count(answers, 403) + count(answers, 429), 20);
    });

    test('one code sent to activate twenty times at once activates once', async () => {
      const { sms, activate, list } = await someone();
      const { body } = await sms(number());
      const answers = await atOnce(20, () => activate(body.id, w.lastCode()));
      assert.equal(count(answers, 200), 1);
      assert.deepEqual(
        (await list()).body.map(({ status }: { status: string }) => status),
        ['ACTIVE'],
      );
    });

    test('of twenty wrong guesses at once five are judged', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, number());
      const { challenge, verify } = factorCalls(w, user.id);
      w.clock.advance({ seconds: 30 });
      await challenge(id);
      const answers = await atOnce(20, () => verify(id, wrong(w.lastCode())));
      assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
      const judged = (await w.store.log.ofUser(user.id)).filter(({ reason }) => reason === 'WRONG_CODE');
      assert.equal(judged.length, 5);
    });

    test('of twenty wrong activations at once five are judged', async () => {
      const { sms, activate } = await someone();
      const { body } = await sms(number());
      const answers = await atOnce(20, () => activate(body.id, wrong(w.lastCode())));
      assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
    });

    test('attack: of activation codes guessed from two hundred addresses a hundred are judged', async () => {
      const { sms, activate, resend } = await someone();
      const phone = number();
      const { body } = await sms(phone);
      const answers = await atOnce(200, (n) => activate(body.id, wrong(w.lastCode()), from(n)));
      assert.deepEqual([count(answers, 403), count(answers, 429)], [100, 100]);
      w.clock.advance({ minutes: 6 });
      assert.equal((await activate(body.id, wrong(w.lastCode()), from(201))).status, 429);
      assert.equal((await resend(body.id, phone, from(202))).status, 429);
    });

    test('parallel enrollments of one number leave one factor and send one message', async () => {
      const { sms, list } = await someone();
      const phone = number();
      const before = w.sent.length;
      const answers = await atOnce(5, () => sms(phone));
      assert.equal(count(answers, 200), 1);
      assert.equal((await list()).body.length, 1);
      assert.equal(w.sent.length, before + 1);
    });

    test('parallel enrollments of different numbers leave one factor, whose code works', async () => {
      const { sms, list, activate } = await someone();
      await atOnce(5, () => sms(number()));
      const [factor, ...others] = (await list()).body;
      assert.deepEqual(others, []);
      const sent = w.sent.findLast(({ to }) => to === factor.profile.phoneNumber);
      assert.equal((await activate(factor.id, sent?.values.code ?? '')).status, 200);
    });

    test('parallel enrollments with activate=true leave one active factor', async () => {
      const { sms, list } = await someone();
      const answers = await atOnce(5, () => sms(number(), '?activate=true'));
      assert.deepEqual([count(answers, 200), count(answers, 400)], [1, 4]);
      assert.equal((await list()).body.length, 1);
    });

    test('two parallel deletes answer 204 and 404', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, number());
      const answers = await atOnce(2, () => factorCalls(w, user.id).remove(id));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 404]);
    });

    test('a delete that races an activation leaves either an active factor or none', async () => {
      for (let round = 0; round < 5; round++) {
        const { sms, activate, remove, list } = await someone();
        const { body } = await sms(number());
        const [activated] = await Promise.all([activate(body.id, w.lastCode()), remove(body.id)]);
        const factors = (await list()).body;
        assert.deepEqual(
          factors.map(({ status }: { status: string }) => status),
          activated.status === 200 ? ['ACTIVE'] : [],
        );
      }
    });

    test('twenty resends at once send one message, and its code works', async () => {
      const { sms, resend, activate } = await someone();
      const phone = number();
      const { body } = await sms(phone);
      w.clock.advance({ seconds: 30 });
      const before = w.sent.length;
      const answers = await atOnce(20, () => resend(body.id, phone));
      assert.deepEqual([count(answers, 200), count(answers, 429)], [1, 19]);
      assert.equal(w.sent.length, before + 1);
      assert.equal((await activate(body.id, w.lastCode())).status, 200);
    });
  });
}
