import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { BASE, type World } from '../support/world.ts';

const USERS = '/api/v1/users';
const profile = { firstName: 'Ada', lastName: 'Lovelace', login: 'ada@example.com', email: 'ada@example.com' };
const OLD = 'Former6Ponies';
const GOOD = 'Correct4Horses';
const ADDRESS = '198.51.100.7';
const QUESTION = { question: 'Which <ship>?', answer: 'The Mark I' };

for (const engine of ENGINES) {
  describe(`links for those who forgot their password: ${engine}`, () => {
    let w: World;
    eachWorld(engine, (fresh) => {
      w = fresh;
    });
    const user = async (more: object = {}): Promise<string> => {
      const { status, body } = await w.call('POST', USERS, {
        profile,
        credentials: { password: { value: OLD }, ...more },
      });
      assert.equal(status, 200);
      return body.id;
    };
    const forgot = (id: string, query = '?sendEmail=false') =>
      w.call('POST', `${USERS}/${id}/credentials/forgot_password${query}`);
    const open = (url: string) => w.app.inject({ method: 'GET', url: url.slice(BASE.length) });
    const set = (url: string, password: string, answer = '') =>
      w.app.inject({
        method: 'POST',
        url: url.slice(BASE.length),
        remoteAddress: ADDRESS,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ username: 'x', password, again: password, answer }).toString(),
      });
    const knows = async (id: string, password: string) => {
      const body = { oldPassword: { value: password }, newPassword: { value: 'Battery5Staples' } };
      return (await w.call('POST', `${USERS}/${id}/credentials/change_password`, body)).status === 200;
    };

    test('the reply has a URL, and status and password stay until it is used', async () => {
      const id = await user();
      const before = (await w.call('GET', `${USERS}/${id}`)).body;
      const { status, body } = await forgot(id);
      assert.deepEqual([status, Object.keys(body)], [200, ['resetPasswordUrl']]);
      assert.match(body.resetPasswordUrl, new RegExp(`^${BASE}/reset_password/[\\w-]{43}$`));
      assert.deepEqual((await w.call('GET', `${USERS}/${id}`)).body, before);
      assert.equal((await open(body.resetPasswordUrl)).statusCode, 200);
      assert.equal((await set(body.resetPasswordUrl, GOOD)).statusCode, 200);
      assert.equal((await open(body.resetPasswordUrl)).statusCode, 404);
      assert.ok(!(await knows(id, OLD)));
      assert.ok(await knows(id, GOOD));
    });

    test('a user who remembers after all signs on as before, and their change ends the link', async () => {
      const id = await user();
      const { resetPasswordUrl } = (await forgot(id)).body;
      assert.ok(await knows(id, OLD));
      assert.equal((await open(resetPasswordUrl)).statusCode, 404);
    });

    test('the link is mailed when the query says so or nothing', async () => {
      const id = await user();
      for (const query of ['?sendEmail=true', '']) {
        const { status, body } = await forgot(id, query);
        assert.deepEqual([status, body], [200, {}]);
      }
      assert.equal(w.sent.length, 2);
      const url = w.sent[1]?.values.code ?? '';
      assert.equal((await open(w.sent[0]?.values.code ?? '')).statusCode, 404, 'the newer link counts');
      assert.equal((await set(url, GOOD)).statusCode, 200);
    });

    test('when nobody takes the mail the caller hears so, and how to get the link', async () => {
      const id = await user();
      w.receipt = { accepted: false, attempts: [], reason: 'NO_PROVIDER' };
      const { status, body } = await forgot(id, '');
      assert.deepEqual([status, body.errorCode], [500, 'E0000138']);
      const [, path = ''] = /POST (\S+)/.exec(body.errorCauses.at(-1).errorSummary) ?? [];
      assert.equal((await set((await w.call('POST', path)).body.resetPasswordUrl, GOOD)).statusCode, 200);
    });

    test('the page asks for the answer to the recovery question, and only the right one sets the password', async () => {
      const id = await user({ recovery_question: QUESTION });
      const { resetPasswordUrl } = (await forgot(id)).body;
      const page = (await open(resetPasswordUrl)).payload;
      assert.match(page, /Which &#60;ship&#62;\?/);
      assert.doesNotMatch(page, /Mark/i);
      const wrong = await set(resetPasswordUrl, GOOD, 'The Enterprise');
      assert.equal(wrong.statusCode, 400);
      assert.match(wrong.payload, /role="alert".*not the one you gave/);
      assert.equal((await set(resetPasswordUrl, GOOD)).statusCode, 400, 'no answer is a wrong one');
      assert.equal((await set(resetPasswordUrl, GOOD, ' the  MARK i')).statusCode, 200);
      assert.ok(await knows(id, GOOD));
      const failed = (await w.store.log.ofUser(id)).filter(({ outcome }) => outcome === 'FAILURE');
      assert.deepEqual(
        failed.map(({ event, reason, actor }) => [event, reason, actor]),
        Array.from({ length: 2 }, () => ['user.account.update_password', 'WRONG_CREDENTIALS', undefined]),
      );
    });

    test('ATTACK answers guessed on the page are counted with those that come over the API', async () => {
      const id = await user({ recovery_question: QUESTION });
      const { resetPasswordUrl } = (await forgot(id)).body;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => set(resetPasswordUrl, GOOD, 'The Enterprise')),
      );
      const statuses = answers.map(({ statusCode }) => statusCode);
      assert.deepEqual([statuses.filter((one) => one === 400).length, new Set(statuses)], [5, new Set([400, 429])]);
      const guess = { password: { value: GOOD }, recovery_question: { answer: QUESTION.answer } };
      const byApi = await w.call('POST', `${USERS}/${id}/credentials/forgot_password_recovery_question`, guess, {
        headers: { 'x-forwarded-for': ADDRESS },
      });
      assert.equal(byApi.status, 429);
      assert.equal((await set(resetPasswordUrl, GOOD, QUESTION.answer)).statusCode, 429);
      assert.ok((await open(resetPasswordUrl)).statusCode === 200);
    });

    test('a reset by an administrator asks for no answer', async () => {
      const id = await user({ recovery_question: QUESTION });
      const reset = await w.call('POST', `${USERS}/${id}/lifecycle/reset_password?sendEmail=false`);
      assert.equal((await set(reset.body.resetPasswordUrl, GOOD)).statusCode, 200);
    });

    test('those who are not active, and those of a provider, have no such link', async () => {
      const id = await user();
      await w.call('POST', `${USERS}/${id}/lifecycle/suspend`);
      const other = { ...profile, login: 'f@example.com', email: 'f@example.com' };
      const federated = await w.call('POST', USERS, {
        profile: other,
        credentials: { provider: { type: 'FEDERATION', name: 'FEDERATION' } },
      });
      for (const one of [id, federated.body.id]) {
        const { status, body } = await forgot(one);
        assert.deepEqual([status, body.errorCode], [403, 'E0000034']);
      }
    });
  });
}
