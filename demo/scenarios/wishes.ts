import assert from 'node:assert/strict';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

const CODE = `\${code}`;

/** Everything that Okta's reference lets callers wish for a text message: template, language, end user; and forgetting it. */
export const wishes: Scenario = {
  title: 'A template of the own in the language of the user, and a phone that is forgotten',
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { templateApi, userFactorApi } = demo.client;
    const phoneNumber = demo.phone('+18024482043');
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
    const { id: userId, login } = await demo.newUser();
    await advance('PT30S');

    say.step('templateApi.createSmsTemplate, with a translation');
    const { id: templateId = '' } = await templateApi.createSmsTemplate({
      smsTemplate: {
        name: `Demo of ${login}`.slice(0, 50),
        type: 'SMS_VERIFY_CODE',
        template: `Hello! ${CODE} is your code.`,
        translations: { de: `Hallo! ${CODE} ist dein Code.` },
      },
    });
    demo.later(() => templateApi.deleteSmsTemplate({ templateId }));

    say.step('enrollFactor with templateId and Accept-Language; resendEnrollFactor with a templateId');
    const pending = await userFactorApi.enrollFactor({ userId, body, templateId, acceptLanguage: 'de' });
    const pendingId = expectTyped(pending, { type: 'UserFactorSMS', prefix: 'mbl', status: PENDING });
    assert.match((await inbox.message(phoneNumber)).text, /^Hallo! \d{6} ist dein Code\.$/);
    await advance('PT30S');
    await userFactorApi.resendEnrollFactor({
      userId,
      factorId: pendingId,
      resendUserFactor: body as never,
      templateId,
    });
    const { text, code } = await inbox.message(phoneNumber);
    assert.equal(text, `Hello! ${code} is your code.`);
    const active = await userFactorApi.activateFactor({ userId, factorId: pendingId, body: { passCode: code } });
    const factorId = expectTyped(active, { type: 'UserFactorSMS', prefix: 'sms', status: 'ACTIVE' });

    say.step('verifyFactor: a language the template does not have, a template there is not');
    const endUser = { xForwardedFor: '203.0.113.7', userAgent: 'demo' };
    for (const [wish, words] of [
      [{ templateId, acceptLanguage: 'fi' }, /^Hello!/],
      [{ templateId: 'cstk2flOtuCMDJK4b0g3' }, /^Your verification code is/],
    ] as const) {
      await advance('PT30S');
      await userFactorApi.verifyFactor({ userId, factorId, ...wish, ...endUser });
      const message = await inbox.message(phoneNumber);
      assert.match(message.text, words);
      const answer = { userId, factorId, body: { passCode: message.code }, ...endUser };
      assert.equal((await userFactorApi.verifyFactor(answer)).factorResult, 'SUCCESS');
    }

    say.step('unenrollFactor with removeRecoveryEnrollment: the phone has to be proved anew');
    await userFactorApi.unenrollFactor({ userId, factorId, removeRecoveryEnrollment: true });
    await advance('PT30S');
    const anew = await userFactorApi.enrollFactor({ userId, body });
    expectTyped(anew, { type: 'UserFactorSMS', prefix: 'mbl', status: PENDING });
    await inbox.code(phoneNumber);
  },
};
