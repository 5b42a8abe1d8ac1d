import assert from 'node:assert/strict';
import { expectRefusal, unlike, WRONG } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

/** A code read out on the telephone. */
export const callFactor: Scenario = {
  title: 'call: a code by telephone',
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { userFactorApi } = demo.client;
    const phoneNumber = demo.phone('+18024482044');
    const profile = { phoneNumber, phoneExtension: '1234' };
    const body = { factorType: 'call', provider: 'OKTA', profile } as const;
    const typed = { type: 'UserFactorCall', prefix: 'clf', profile } as const;
    const { id: userId } = await demo.newUser();
    await advance('PT30S');

    say.step('Enroll and activate, not with a wrong code');
    const factorId = expectTyped(await userFactorApi.enrollFactor({ userId, body }), { ...typed, status: PENDING });
    const passCode = await inbox.code(phoneNumber, 'call');
    const activate = (passCode: string) => userFactorApi.activateFactor({ userId, factorId, body: { passCode } });
    await expectRefusal(activate(unlike(passCode)), WRONG);
    const active = await activate(passCode);
    assert.equal(expectTyped(active, { ...typed, status: 'ACTIVE' }), factorId);

    say.step('Challenge: not twice in 30 seconds');
    await expectRefusal(userFactorApi.verifyFactor({ userId, factorId }), { status: 429, errorCode: 'E0000133' });
    await advance('PT30S');
    const challenge = await userFactorApi.verifyFactor({ userId, factorId });
    assert.equal(challenge.factorResult, 'CHALLENGE');
    const code = await inbox.code(phoneNumber, 'call');

    say.step('Verify: not with a wrong code, not twice with the right one; remove');
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    await expectRefusal(answer(unlike(code)), WRONG);
    assert.equal((await answer(code)).factorResult, 'SUCCESS');
    await expectRefusal(answer(code), { ...WRONG, cause: /already used/ });
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};
