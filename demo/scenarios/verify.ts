import assert from 'node:assert/strict';
import okta from '@okta/okta-sdk-nodejs';
import { expectRefusal, unlike } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';

/** A sign-in: a challenge, then its answer. */
export const verify: Scenario = {
  title: 'Challenge and answer',
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { userFactorApi } = demo.client;
    const phoneNumber = demo.phone('+18024482043');
    const { id: userId } = await demo.newUser();
    await advance('PT30S');
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
    const factor = await userFactorApi.enrollFactor({ userId, body, activate: true });
    const factorId = String(factor.id);
    await inbox.nothing(phoneNumber);
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    const refused = { status: 403, errorCode: 'E0000068', errorSummary: 'Invalid Passcode/Answer' } as const;

    say.step('A challenge: verifyFactor without a body');
    const challenge = await userFactorApi.verifyFactor({ userId, factorId });
    assert.ok(challenge instanceof okta.UserFactorVerifyResponse);
    assert.equal(challenge.factorResult, 'CHALLENGE');
    assert.match(String(challenge._links?.verify?.href), new RegExp(`/factors/${factorId}/verify$`));
    const code = await inbox.code(phoneNumber);

    say.step('A wrong code');
    const error = await expectRefusal(answer(unlike(code)), {
      ...refused,
      cause: "Your token doesn't match our records. Please try again.",
    });
    assert.match(error.message, /^Okta HTTP 403 E0000068 Invalid Passcode\/Answer\. Your token doesn't match/);

    say.step('The right one');
    const success = await answer(code);
    assert.equal(success.factorResult, 'SUCCESS');

    say.step('The right one once more: a code is good for one time');
    await expectRefusal(answer(code), refused);

    say.step('Another challenge within 30 seconds: too soon; and after them');
    await expectRefusal(userFactorApi.verifyFactor({ userId, factorId }), { status: 429, errorCode: 'E0000109' });
    await inbox.nothing(phoneNumber);
    await advance('PT30S');
    await userFactorApi.verifyFactor({ userId, factorId });

    say.step('A code that is older than five minutes');
    const late = await inbox.code(phoneNumber);
    await advance('PT5M');
    await expectRefusal(answer(late), refused);
  },
};
