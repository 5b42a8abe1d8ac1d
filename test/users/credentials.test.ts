import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Services } from '../../src/operations/shared/services.ts';
import { ENGINES } from '../support/engines.ts';
import {
  activeUser,
  created200,
  eventsOf,
  force,
  PASSWORD,
  profile,
  refusal,
  USERS,
} from '../support/users/userCalls.ts';
import { type Answer, type World, world } from '../support/world.ts';

const NEW = 'Another4Horses';
const QUESTION = { question: 'Which ship?', answer: 'The Mark I' };

for (const engine of ENGINES) {
  describe(`credentials of a user: ${engine}`, () => {
    let w: World;
    /** How many passwords and answers have been looked at. */
    let judged = 0;
    before(async () => {
      w = await world(engine);
      const { matches } = w.services.passwords;
      (w.services as { passwords: Services['passwords'] }).passwords = {
        ...w.services.passwords,
        matches: (hash, given) => {
          judged += 1;
          return matches(hash, given);
        },
      };
    });
    after(() => w.close());

    const call = (id: string, name: string, body?: unknown, headers = {}): Promise<Answer> =>
      w.call('POST', `${USERS}/${id}/credentials/${name}`, body, { headers });
    const change = (id: string, old: string, value = NEW, headers = {}) =>
      call(id, 'change_password', { oldPassword: { value: old }, newPassword: { value } }, headers);
    const answer = (id: string, given: string, value = NEW) =>
      call(id, 'forgot_password_recovery_question', {
        password: { value },
        recovery_question: { answer: given },
      });
    const askable = async () =>
      created200(
        await w.call('POST', USERS, {
          profile: profile(),
          credentials: { password: { value: PASSWORD }, recovery_question: QUESTION },
        }),
      );

    test('a caller who knows the old password sets a new one', async () => {
      const { id } = await activeUser(w);
      w.clock.advance({ seconds: 7 });
      const { status, body } = await change(id, PASSWORD);
      assert.deepEqual([status, body], [200, { password: {}, provider: { type: 'OKTA', name: 'OKTA' } }]);
      const { body: user } = await w.call('GET', `${USERS}/${id}`);
      assert.equal(user.passwordChanged, user.lastUpdated);
      assert.equal((await change(id, PASSWORD, 'Third4Horses')).status, 403);
      assert.equal((await change(id, NEW, 'Third4Horses')).status, 200);
    });

    test('a wrong old password changes nothing and is in the log, without what was sent', async () => {
      const { id } = await activeUser(w);
      assert.deepEqual(refusal(await change(id, 'Wrong4Horses')), [
        403,
        'E0000014',
        'Update of credentials failed',
        ['oldPassword: The credentials provided were incorrect.', '4 attempts are left before a pause.'],
      ]);
      const entry = (await w.store.log.ofUser(id)).at(-1);
      assert.equal(entry?.outcome, 'FAILURE');
      assert.equal(entry?.reason, 'WRONG_CREDENTIALS');
      assert.ok(!JSON.stringify(await w.store.log.ofUser(id)).includes('4Horses'));
      assert.equal((await change(id, PASSWORD)).status, 200);
    });

    test('a wrong old password sent 20 times at once is judged five times', async () => {
      const { id } = await activeUser(w);
      judged = 0;
      const answers = await Promise.all(Array.from({ length: 20 }, () => change(id, 'Wrong4Horses')));
      assert.equal(judged, 5);
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [...Array(5).fill(403), ...Array(15).fill(429)]);
      assert.equal((await change(id, PASSWORD)).status, 429, 'the right one must wait, too');
      assert.equal(
        (await change(id, PASSWORD, NEW, { 'x-forwarded-for': '192.0.2.7' })).status,
        200,
        'the owner need not',
      );
      w.clock.advance({ seconds: 31 });
      assert.equal((await change(id, NEW, PASSWORD)).status, 200);
      judged = 0;
      await change(id, 'Wrong4Horses');
      assert.equal((await change(id, 'Wrong4Horses')).status, 403, 'a right one gives the budget back');
    });

    test('two changes with the same old password at once: one wins', async () => {
      const { id } = await activeUser(w);
      const answers = await Promise.all([change(id, PASSWORD, 'First4Horses'), change(id, PASSWORD, 'Second4Horses')]);
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 403]);
      const winner = answers[0]?.status === 200 ? 'First4Horses' : 'Second4Horses';
      assert.equal((await change(id, winner)).status, 200);
    });

    test('the new password must be there, strong, and another', async () => {
      const { id } = await activeUser(w);
      const blank = await call(id, 'change_password', { oldPassword: { value: PASSWORD } });
      assert.deepEqual(refusal(blank), [
        400,
        'E0000001',
        'Api validation failed: newPassword',
        ['newPassword: The field cannot be left blank'],
      ]);
      assert.equal((await change(id, PASSWORD, 'weak')).body.errorSummary, 'Api validation failed: password');
      assert.equal((await change(id, PASSWORD, PASSWORD)).body.errorCode, 'E0000014');
      assert.equal((await call(id, 'change_password', { oldpassword: 1 })).body.errorCode, 'E0000003');
    });

    test('changing an expired or reset password makes the user ACTIVE again', async () => {
      for (const step of ['expire_password', 'reset_password']) {
        const { id } = await activeUser(w);
        await w.call('POST', `${USERS}/${id}/lifecycle/${step}`);
        assert.equal((await change(id, PASSWORD)).status, 200);
        assert.equal((await w.call('GET', `${USERS}/${id}`)).body.status, 'ACTIVE');
      }
    });

    test('a user who may not is told the next legal call, and no guess is spent', async () => {
      const locked = await activeUser(w);
      await force(w, locked.id, 'LOCKED_OUT');
      judged = 0;
      assert.deepEqual(refusal(await change(locked.id, PASSWORD)), [
        403,
        'E0000035',
        'Change password not allowed on specified user.',
        [`The user is LOCKED_OUT: POST /api/v1/users/${locked.id}/lifecycle/unlock unlocks it.`],
      ]);
      const bare = created200(await w.call('POST', `${USERS}?activate=false`, { profile: profile() }));
      assert.deepEqual(refusal(await change(bare.id, PASSWORD)), [
        403,
        'E0000035',
        'Change password not allowed on specified user.',
        [`The user has no password; POST /api/v1/users/${bare.id} with credentials.password.value gives it one.`],
      ]);
      assert.equal(judged, 0);
    });

    test('a caller who knows the password sets a recovery question; the answer is never shown', async () => {
      const { id } = await activeUser(w);
      const body = { password: { value: PASSWORD }, recovery_question: QUESTION };
      const { status, body: shown } = await call(id, 'change_recovery_question', body);
      assert.equal(status, 200);
      assert.equal(
        JSON.stringify(shown),
        '{"password":{},"recovery_question":{"question":"Which ship?"},"provider":{"type":"OKTA","name":"OKTA"}}',
      );
      const { body: user } = await w.call('GET', `${USERS}/${id}`);
      assert.ok('forgotPassword' in user._links);
      assert.ok(!JSON.stringify(user).includes('Mark'));
      const wrong = await call(id, 'change_recovery_question', { ...body, password: { value: NEW } });
      assert.deepEqual([wrong.status, wrong.body.errorCode], [403, 'E0000014']);
      assert.deepEqual((await eventsOf(w, id)).slice(2), [
        'cofactor.user.update_recovery_question',
        'cofactor.user.update_recovery_question FAILURE',
      ]);
    });

    test('a question or answer that will not do is refused before the password is looked at', async () => {
      const { id } = await activeUser(w);
      judged = 0;
      for (const recovery_question of [undefined, {}, { question: 'Q' }, { question: 'Q', answer: ' a ' }]) {
        const { status, body } = await call(id, 'change_recovery_question', {
          password: { value: PASSWORD },
          recovery_question,
        });
        assert.deepEqual([status, body.errorSummary], [400, 'Api validation failed: recovery_question']);
      }
      assert.equal(judged, 0);
    });

    test('a caller who knows the answer sets a new password, by either path and in any case', async () => {
      for (const path of ['forgot_password', 'forgot_password_recovery_question']) {
        const { id } = await askable();
        const { status, body } = await call(id, path, {
          password: { value: NEW },
          recovery_question: { answer: ' the  MARK i' },
        });
        assert.equal(status, 200);
        assert.deepEqual(body.recovery_question, { question: 'Which ship?' });
        assert.equal((await change(id, NEW, 'Third4Horses')).status, 200);
      }
    });

    test('a wrong answer sent 20 times at once is judged five times', async () => {
      const { id } = await askable();
      judged = 0;
      const answers = await Promise.all(Array.from({ length: 20 }, () => answer(id, 'The Enterprise')));
      assert.equal(judged, 5);
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([403, 429]));
    });

    test('to set a password by an answer takes a question and an answer to it', async () => {
      const plain = await activeUser(w);
      const setPassword = (id: string) => `POST /api/v1/users/${id} with credentials.password.value sets a password.`;
      const summary = 'Forgot password not allowed on specified user.';
      assert.deepEqual(refusal(await answer(plain.id, 'x')), [
        403,
        'E0000034',
        summary,
        [`The user has no recovery question. ${setPassword(plain.id)}`],
      ]);
      const { id } = await askable();
      assert.deepEqual(refusal(await call(id, 'forgot_password_recovery_question')), [
        403,
        'E0000034',
        summary,
        [
          `Send password.value and recovery_question.answer; POST /api/v1/users/${id}/credentials/forgot_password makes a link instead.`,
        ],
      ]);
    });
  });
}
