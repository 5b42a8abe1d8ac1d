import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINES } from '../../test/support/engines.ts';
import { createClient } from '../src/createClient.ts';
import { waitForPush } from '../src/flows/waitForPush.ts';
import { cofactorPush } from './support/cofactorPush.ts';
import { oktaPush } from './support/oktaPush.ts';
import type { PushBackend, PushUser } from './support/pushBackend.ts';

const backends: readonly (readonly [string, () => Promise<PushBackend>])[] = [
  ...ENGINES.map((engine) => [`Cofactor on ${engine}`, () => cofactorPush(engine)] as const),
  ['recordings of Okta', oktaPush],
];

for (const [name, start] of backends) {
  describe(`waitForPush: ${name}`, { concurrency: true }, () => {
    let b: PushBackend;
    let client: ReturnType<typeof createClient>;
    before(async () => {
      b = await start();
      client = createClient(b.options);
    });
    after(() => b.close());

    /** Until somebody is asked. */
    async function asked({ waiting }: PushUser, questions = 1): Promise<void> {
      for (let looks = 0; (await waiting()) < questions && looks < 100; looks++) await sleep(20);
      assert.equal(await waiting(), questions);
    }

    test('approved, and rejected', async () => {
      for (const [how, outcome] of [
        ['approve', 'approved'],
        ['deny', 'rejected'],
      ] as const) {
        const user = await b.newUser();
        const [ended] = await Promise.all([waitForPush(client, user.userId, user.factorId), user.answer(how)]);
        assert.deepEqual(ended, { outcome });
      }
    });

    test('the number to show is told, once; the right one is approved and a wrong one is not', async () => {
      for (const [how, outcome] of [
        ['pickRight', 'approved'],
        ['pickWrong', 'rejected'],
      ] as const) {
        const user = await b.newUser();
        const numbers: number[] = [];
        const options = { numberChallenge: (number: number) => void numbers.push(number) };
        const [ended] = await Promise.all([waitForPush(client, user.userId, user.factorId, options), user.answer(how)]);
        assert.deepEqual(ended, { outcome });
        assert.equal(numbers.length, 1);
        assert.ok(Number(numbers[0]) >= 1 && Number(numbers[0]) <= 99, String(numbers));
      }
    });

    test('a signal ends it with its reason, and takes the question back', async () => {
      const user = await b.newUser();
      const left = new AbortController();
      const waiting = waitForPush(client, user.userId, user.factorId, { signal: left.signal });
      await asked(user);
      const reason = new Error('the user went away');
      left.abort(reason);
      await assert.rejects(waiting, reason);
      assert.equal(await user.waiting(), 0);
    });

    test('what shows the number may fail: then nobody is asked any longer', async () => {
      const user = await b.newUser();
      const broken = new Error('the page is gone');
      const numberChallenge = () => {
        throw broken;
      };
      await assert.rejects(waitForPush(client, user.userId, user.factorId, { numberChallenge }), broken);
      assert.equal(await user.waiting(), 0);
    });

    test('a factor that is not there is gone', async () => {
      const { userId } = await b.newUser();
      assert.deepEqual(await waitForPush(client, userId, 'xyz00000000000000001'), { outcome: 'gone' });
    });

    test('of five at once one is answered, and the others hear that theirs was taken back', async (t) => {
      if (!b.oneAtATime) return t.skip('what Okta does with several at once is not known');
      const user = await b.newUser();
      let questions = 0;
      const counting: typeof fetch = async (input, init) => {
        const reply = await fetch(input, init);
        if (reply.status === 201) questions += 1;
        return reply;
      };
      const client = createClient({ ...b.options, fetch: counting });
      const all = Promise.all(Array.from({ length: 5 }, () => waitForPush(client, user.userId, user.factorId)));
      for (let looks = 0; questions < 5 && looks < 200; looks++) await sleep(20);
      await user.answer('approve');
      const outcomes = (await all).map(({ outcome }) => outcome).sort();
      assert.deepEqual(outcomes, ['approved', 'cancelled', 'cancelled', 'cancelled', 'cancelled']);
    });
  });

  test(`waitForPush: ${name}: nobody answers in time`, async (t) => {
    const b = await start();
    t.after(() => b.close());
    const user = await b.newUser();
    const waiting = waitForPush(createClient(b.options), user.userId, user.factorId);
    await sleep(200);
    b.advance(300);
    assert.deepEqual(await waiting, { outcome: 'timedOut' });
  });
}
