import assert from 'node:assert/strict';
import { expectRefusal, unlike, WRONG } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

const typed = { type: 'UserFactorEmail', prefix: 'emf', timed: false } as const;

/** A code by e-mail, to the user's own address and no other. */
export const emailFactor: Scenario = {
  title: "email: a code to the user's own address",
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { userFactorApi } = demo.client;
    const { id: userId, login: email } = await demo.newUser();
    const enroll = (address: string) =>
      userFactorApi.enrollFactor({
        userId,
        body: { factorType: 'email', provider: 'OKTA', profile: { email: address } } as const,
        tokenLifetimeSeconds: 600,
      });

    say.step("Somebody else's address");
    await expectRefusal(enroll('somebody.else@example.com'), {
      status: 400,
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: Only verified primary or secondary email can be enrolled.',
    });

    say.step('Enroll; the code lives as long as was asked for; activate');
    const factorId = expectTyped(await enroll(email), { ...typed, status: PENDING });
    const passCode = await inbox.code(email, 'email');
    await advance('PT9M');
    const activate = (passCode: string) => userFactorApi.activateFactor({ userId, factorId, body: { passCode } });
    await expectRefusal(activate(unlike(passCode)), WRONG);
    const active = await activate(passCode);
    expectTyped(active, { ...typed, status: 'ACTIVE', profile: { email } });

    say.step('Challenge, not twice in 5 seconds, and verify, with a lifetime of its own; remove');
    const challenge = await userFactorApi.verifyFactor({ userId, factorId, tokenLifetimeSeconds: 60 });
    assert.equal(challenge.factorResult, 'CHALLENGE');
    await expectRefusal(userFactorApi.verifyFactor({ userId, factorId }), { status: 429, errorCode: 'E0000118' });
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    const late = await inbox.code(email, 'email');
    await advance('PT1M');
    await expectRefusal(answer(late), { ...WRONG, cause: /expired/ });
    await userFactorApi.verifyFactor({ userId, factorId });
    const code = await inbox.code(email, 'email');
    assert.equal((await answer(code)).factorResult, 'SUCCESS');
    await expectRefusal(answer(code), { ...WRONG, cause: /already used/ });
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};
