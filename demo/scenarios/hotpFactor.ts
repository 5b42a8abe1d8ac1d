import assert from 'node:assert/strict';
import { HOTP, Secret } from 'otpauth';
import { expect200, expectId, expectRefusal, WRONG } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped } from '../support/factors.ts';

/** A token with a button that shows the next code each time it is pressed, described to the organization by a profile. */
export const hotpFactor: Scenario = {
  title: 'token:hotp: a custom token, by factor profile',
  async run(demo) {
    const { call, say } = demo;
    const { userFactorApi } = demo.client;
    const { id: userId, login } = await demo.newUser();

    say.step('A factor profile, which the SDK has no call for');
    const profiles = '/api/v1/org/factors/hotp/profiles';
    const name = `Demo Datacard of ${login}`;
    const settings = {
      timeBased: false,
      encoding: 'hexadecimal',
      hmacAlgorithm: 'HMacSHA256',
      otpLength: 6,
      lookAhead: 10,
    };
    const profile = expect200(await call('POST', profiles, { name, settings }));
    expectId(profile.id, 'fpr');
    demo.later(() => call('DELETE', `${profiles}/${profile.id}`));
    demo.later(() => demo.removeUser(userId));

    say.step('Enroll: active at once');
    const secret = new Secret({ size: 32 });
    const token = new HOTP({ secret, algorithm: 'SHA256', digits: 6, counter: 0 });
    const body = {
      factorType: 'token:hotp',
      provider: 'CUSTOM',
      factorProfileId: profile.id,
      profile: { sharedSecret: secret.hex },
    } as const;
    const factor = await userFactorApi.enrollFactor({ userId, body, activate: true });
    const typed = { type: 'UserFactorTokenHOTP', prefix: 'chf', status: 'ACTIVE', provider: 'CUSTOM' } as const;
    const factorId = expectTyped(factor, typed);
    assert.equal(factor.vendorName, name);

    say.step('Verify: in turn, after presses that nobody saw, and never twice');
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    assert.equal((await answer(token.generate())).factorResult, 'SUCCESS');
    for (let lost = 0; lost < 3; lost++) token.generate();
    const code = token.generate();
    assert.equal((await answer(code)).factorResult, 'SUCCESS');
    const refused = await expectRefusal(answer(code), { status: 403, errorCode: 'E0000082' });
    assert.match(refused.message, /only be used once/);

    say.step('A token pressed too often is not recognised, and found again by two consecutive codes');
    for (let lost = 0; lost < 100; lost++) token.generate();
    await expectRefusal(answer(token.generate()), { ...WRONG, cause: /two consecutive codes/ });
    const pair = { passCode: token.generate(), nextPassCode: token.generate() };
    const found = await userFactorApi.verifyFactor({ userId, factorId, body: pair as never });
    assert.equal(found.factorResult, 'SUCCESS');

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};
