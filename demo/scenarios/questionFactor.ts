import assert from 'node:assert/strict';
import okta from '@okta/okta-sdk-nodejs';
import { expectRefusal } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped } from '../support/factors.ts';

/** The answer to a question that only the user knows. */
export const questionFactor: Scenario = {
  title: 'question: a security question',
  async run({ newUser, client, say }) {
    const { userFactorApi } = client;
    const { id: userId } = await newUser();

    say.step('userFactorApi.listSupportedSecurityQuestions');
    const questions: okta.UserFactorSecurityQuestionProfile[] = [];
    await (await userFactorApi.listSupportedSecurityQuestions({ userId })).each((item) => questions.push(item));
    assert.equal(questions.length, 20);
    const [{ question, questionText } = assert.fail()] = questions;
    assert.ok(questions[0] instanceof okta.UserFactorSecurityQuestionProfile && question && questionText);

    say.step('Enroll: active at once, and the answer is not shown');
    const enroll = (answer: string) =>
      userFactorApi.enrollFactor({
        userId,
        body: { factorType: 'question', provider: 'OKTA', profile: { question, answer } } as const,
      });
    await expectRefusal(enroll('abc'), { status: 400, errorCode: 'E0000001' });
    const factorId = expectTyped(await enroll('Mayonnaise'), {
      type: 'UserFactorSecurityQuestion',
      prefix: 'ufs',
      status: 'ACTIVE',
      profile: { question, questionText },
    });

    say.step('A wrong answer, then the right one, as people write it');
    const verify = (answer: string) => userFactorApi.verifyFactor({ userId, factorId, body: { answer } });
    await expectRefusal(verify('ketchup'), {
      status: 403,
      errorCode: 'E0000068',
      cause: "Your answer doesn't match our records. Please try again.",
    });
    assert.equal((await verify(' mayonnaise')).factorResult, 'SUCCESS');

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};
