import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { question as kind } from '../../src/factors/question/question.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`question: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const body = (profile: object) => ({ factorType: 'question', provider: 'OKTA', profile });
    const mayonnaise = body({ question: 'disliked_food', answer: 'mayonnaise' });

    async function someone() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const answer = (id: string, given: string) => w.call('POST', `${calls.factors}/${id}/verify`, { answer: given });
      return { ...calls, answer };
    }

    test('enroll answers with an active factor that has the text of the question and not the answer', async () => {
      const { enroll, factors, get } = await someone();
      const { status, body: factor } = await enroll(mayonnaise);
      assert.equal(status, 200);
      assert.match(factor.id, /^ufs[0-9A-Za-z]{17}$/);
      const allow = (...methods: string[]) => ({ hints: { allow: methods } });
      assert.deepEqual(factor, {
        id: factor.id,
        factorType: 'question',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'ACTIVE',
        created: factor.created,
        lastUpdated: factor.created,
        profile: { question: 'disliked_food', questionText: 'What is the food you least liked as a child?' },
        _links: {
          questions: { href: `${BASE}${factors}/questions`, ...allow('GET') },
          self: { href: `${BASE}${factors}/${factor.id}`, ...allow('GET', 'DELETE') },
          user: { href: BASE + factors.replace('/factors', ''), ...allow('GET') },
        },
      });
      assert.deepEqual((await get(factor.id)).body, factor);
    });

    test('the catalogue leads to the questions', async () => {
      const { enroll, catalog, factors } = await someone();
      const item = async () =>
        (await catalog()).body.find(({ factorType }: { factorType: string }) => factorType === 'question');
      assert.equal((await item()).status, 'NOT_SETUP');
      await enroll(mayonnaise);
      assert.equal((await item()).status, 'ACTIVE');
      assert.equal((await item())._links.questions.href, `${BASE}${factors}/questions`);
      assert.equal((await w.call('GET', `${factors}/questions`)).body.length, 20);
    });

    test('the answer is right however it is written, and as often as it is given', async () => {
      const { enroll, answer } = await someone();
      const { id } = (await enroll(body({ question: 'favorite_movie_quote', answer: 'Straße  nach\tÉlysée' }))).body;
      for (const same of [
        'Straße  nach\tÉlysée',
        ' straße nach élysée ',
        'STRASSE NACH ÉLYSÉE',
        'straße nach e\u0301lyse\u0301e',
      ]) {
        const { status, body: reply } = await answer(id, same);
        assert.deepEqual([status, reply], [200, { factorResult: 'SUCCESS' }], same);
      }
      assert.equal((await answer(id, 'strassenachelysee')).status, 403);
    });

    test('a wrong answer is told so in the words for answers', async () => {
      const { enroll, answer } = await someone();
      const { id } = (await enroll(mayonnaise)).body;
      assert.deepEqual(heard(await answer(id, 'ketchup')), {
        status: 403,
        code: 'E0000068',
        summary: 'Invalid Passcode/Answer',
        causes: [
          "Your answer doesn't match our records. Please try again.",
          'The answer is not the one given at enrollment.',
          '4 attempts are left before a pause.',
        ],
      });
    });

    test('a verify without an answer asks for one', async () => {
      const { enroll, challenge, factors } = await someone();
      const { id } = (await enroll(mayonnaise)).body;
      const blank = {
        status: 400,
        code: 'E0000001',
        summary: 'Api validation failed: answer',
        causes: ['answer: The field cannot be left blank'],
      };
      assert.deepEqual(heard(await challenge(id)), blank);
      assert.deepEqual(heard(await w.call('POST', `${factors}/${id}/verify`, { passCode: 'mayonnaise' })), blank);
    });

    test('an unknown question is refused with the place where the questions are', async () => {
      const { enroll, factors, list } = await someone();
      assert.deepEqual(heard(await enroll(body({ question: 'my_own', answer: 'mayonnaise' }))), {
        status: 400,
        code: 'E0000001',
        summary: 'Api validation failed: factorEnrollRequest',
        causes: ['profile.question: Not one of the questions there are', `GET ${factors}/questions lists them.`],
      });
      assert.deepEqual((await list()).body, []);
    });

    test('a bad answer, or none, is refused with what is wrong with it', async () => {
      const { enroll } = await someone();
      const refused = async (profile: object) => heard(await enroll(body(profile)));
      const short = await refused({ question: 'disliked_food', answer: 'egg' });
      assert.deepEqual(
        [short.status, short.causes],
        [400, ['profile.answer: The answer must have at least 4 characters']],
      );
      const none = await refused({ question: 'disliked_food' });
      assert.deepEqual([none.status, none.code], [400, 'E0000003']);
      const number = await refused({ question: 'disliked_food', answer: 12345 });
      assert.deepEqual([number.status, number.causes], [400, ['profile.answer: must be string']]);
    });

    test('a profile sent back whole is understood: the text belongs to the key', async () => {
      const { enroll } = await someone();
      const profile = { question: 'disliked_food', questionText: 'What is your password?', answer: 'mayonnaise' };
      assert.equal(
        (await enroll(body(profile))).body.profile.questionText,
        'What is the food you least liked as a child?',
      );
    });

    test('another question takes the place of a removed one', async () => {
      const { enroll, remove, answer, list } = await someone();
      const first = (await enroll(mayonnaise)).body.id;
      const toy = body({ question: 'favorite_toy', answer: 'a wooden duck' });
      assert.deepEqual(heard(await enroll(toy)).causes[0], 'A factor of this type is already set up.');
      assert.equal((await remove(first)).status, 204);
      const second = (await enroll(toy)).body.id;
      assert.equal((await answer(second, 'mayonnaise')).status, 403);
      assert.equal((await answer(second, 'a wooden duck')).status, 200);
      assert.equal((await list()).body.length, 1);
    });

    test('attack: of twenty guesses at once only the five that are paid for cost a slow hash', async (t) => {
      const { enroll, answer } = await someone();
      const { id } = (await enroll(mayonnaise)).body;
      const matches = t.mock.method(w.services.passwords, 'matches');
      const answers = await atOnce(20, (n) => answer(id, `guess ${n}`));
      assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
      assert.equal(matches.mock.callCount(), 5);
      matches.mock.restore();
    });

    test('attack: what was found out about one answer hash does not count for another', async () => {
      const evidence = { with: 'the hash of a factor since replaced', same: true };
      const view = {
        id: 'ufs1',
        status: 'ACTIVE',
        state: { question: 'disliked_food', answerHash: 'another' },
      } as const;
      const decision = kind.answers!.verify(view, { answer: 'mayonnaise' }, {} as never, evidence);
      assert.equal(decision.ok, false);
    });

    test('only a slow hash of the answer is kept', async () => {
      const user = await person(w);
      await factorCalls(w, user.id).enroll(mayonnaise);
      const [{ state } = {}] = (await w.store.factors.list(user.id)) as readonly { state?: Record<string, string> }[];
      assert.deepEqual(Object.keys(state ?? {}), ['question', 'answerHash']);
      assert.match(state?.answerHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });
  });
}
