import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, heard } from '../support/factors/factorCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`a question is changed with PUT (fact 228): ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function asked() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const profile = { question: 'disliked_food', answer: 'mayonnaise' };
      const { body } = await calls.enroll({ factorType: 'question', provider: 'OKTA', profile });
      const self = `${calls.factors}/${body.id}`;
      const put = (request: object) => w.call('PUT', self, request);
      const answer = (text: string) => w.call('POST', `${self}/verify`, { answer: text });
      return { user, calls, factor: body, put, answer };
    }
    const another = { profile: { question: 'first_award', answer: 'Dancing Bears' } };

    test('the factor stays, with the new question; only the new answer is right, and the change is logged', async () => {
      const { user, factor, put, answer, calls } = await asked();
      w.clock.advance({ minutes: 1 });
      const changed = await put(another);
      assert.equal(changed.status, 200, JSON.stringify(changed.body));
      const lastUpdated = w.clock.now().toString({ fractionalSecondDigits: 3 });
      const profile = { question: 'first_award', questionText: 'What did you earn your first medal or award for?' };
      assert.deepEqual(changed.body, { ...factor, profile, lastUpdated });
      assert.deepEqual((await calls.get(factor.id)).body, changed.body);
      assert.equal(heard(await answer('mayonnaise')).code, 'E0000068');
      assert.equal((await answer(' dancing  bears')).status, 200);
      const events = (await w.store.log.ofUser(user.id)).map(({ event, outcome }) => `${event} ${outcome}`);
      assert.ok(events.includes('user.mfa.factor.update SUCCESS'), events.join());
      assert.deepEqual(disclosures(await everyRow(w), ['Dancing Bears', 'dancing bears']), []);
    });

    test('whole factors may be sent back, and a body is judged as on enroll', async () => {
      const { factor, put, answer } = await asked();
      assert.equal((await put({ ...factor, ...another })).status, 200);
      const refusals: readonly (readonly [object, string, RegExp])[] = [
        [{ profile: { question: 'first_award', answer: 'abc' } }, 'E0000001', /at least 4 characters/],
        [{ profile: { question: 'first_award', answer: 'first medal' } }, 'E0000001', /part of the question/],
        [
          { profile: { question: 'what_else', answer: 'Dancing' } },
          'E0000001',
          /GET .*\/factors\/questions lists them/,
        ],
        [{ profile: { question: 'first_award' } }, 'E0000003', /answer/],
        [{}, 'E0000003', /profile/],
        [{ ...another, bogus: 1 }, 'E0000003', /bogus/],
        [{ ...another, factorType: 'sms' }, 'E0000001', /factorType: The factor's is question/],
      ];
      for (const [body, code, cause] of refusals) {
        const refused = heard(await put(body));
        assert.deepEqual([refused.status, refused.code], [400, code], JSON.stringify(body));
        assert.match(refused.causes.join(), cause);
      }
      assert.equal((await answer('dancing bears')).status, 200, 'nothing of it was written');
    });

    test('other kinds are refused, and told the next call', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const sms = await activeSms(w, user.id, '+18024484501');
      const email = (await calls.enroll({ factorType: 'email' }, '?activate=true')).body.id;
      const put = async (id: string) => heard(await w.call('PUT', `${calls.factors}/${id}`, { profile: {} }));
      const [phone, mail] = [await put(sms), await put(email)];
      assert.deepEqual([phone.status, phone.code, mail.status, mail.code], [400, 'E0000001', 400, 'E0000001']);
      assert.match(
        phone.causes.join(' '),
        new RegExp(`type sms cannot be changed.*POST ${calls.factors}/${sms}/replacement`),
      );
      assert.match(mail.causes.join(' '), new RegExp(`type email cannot be changed.*DELETE ${calls.factors}/${email}`));
      assert.equal((await put('ufs00000000000000000')).status, 404);
    });

    test('changes and answers at once: an answer is judged by the question it was given to', async () => {
      const { put, answer } = await asked();
      const answers = await atOnce(5, (n) => (n % 2 === 0 ? answer('mayonnaise') : put(another)));
      assert.equal(count(answers, 200) + count(answers, 403), 5);
      assert.equal((await answer('dancing bears')).status, 200);
    });

    test('one whose kind is switched off is not changed', async () => {
      const { put } = await asked();
      const toggle = (to: string) => w.call('POST', `/api/v1/org/factors/okta_question/lifecycle/${to}`);
      assert.equal((await toggle('deactivate')).status, 200);
      const refused = heard(await put(another));
      assert.equal((await toggle('activate')).status, 200);
      assert.deepEqual([refused.status, refused.causes[0]], [400, 'Factor not enabled.']);
    });
  });
}
