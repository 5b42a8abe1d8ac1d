import assert from 'node:assert/strict';
import { expectRefusal } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, listFactors, PENDING } from '../support/factors.ts';

/** Okta's support article on users whose SMS factor hangs in PENDING_ACTIVATION: find it by listing, delete, enroll. */
export const stuckFactor: Scenario = {
  title: 'A factor stuck in PENDING_ACTIVATION is found and repaired',
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { userFactorApi } = demo.client;
    const phoneNumber = demo.phone('+18024482041');
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
    const { id: userId } = await demo.newUser();
    await advance('PT30S');

    say.step('Somebody enrolls and never enters the code');
    const enrolled = await userFactorApi.enrollFactor({ userId, body });
    const stuckId = String(enrolled.id);
    await inbox.code(phoneNumber);
    await advance('PT72H');

    say.step('No challenge can be sent to it, and the error says what to do');
    await expectRefusal(userFactorApi.verifyFactor({ userId, factorId: stuckId }), {
      status: 404,
      errorCode: 'E0000007',
      errorSummary: `Not found: Resource not found: ${stuckId} (UserFactor)`,
      cause: /^The factor is PENDING_ACTIVATION: .*lifecycle\/activate.*\/resend.*DELETE/,
    });
    await inbox.nothing(phoneNumber);

    say.step('It is found by listing');
    const stuck = (await listFactors(demo, userId)).find(
      ({ factorType, status }) => factorType === 'sms' && status === PENDING,
    );
    assert.equal(stuck?.id, stuckId);

    say.step('Delete, enroll, activate');
    await userFactorApi.unenrollFactor({ userId, factorId: stuckId });
    assert.deepEqual(await listFactors(demo, userId), []);
    const fresh = await userFactorApi.enrollFactor({ userId, body });
    const freshId = expectTyped(fresh, { type: 'UserFactorSMS', prefix: 'mbl', status: PENDING });
    const passCode = await inbox.code(phoneNumber);
    const active = await userFactorApi.activateFactor({ userId, factorId: freshId, body: { passCode } });
    expectTyped(active, { type: 'UserFactorSMS', prefix: 'sms', status: 'ACTIVE', profile: { phoneNumber } });

    say.step("Or all of a user's factors at once: lifecycle/reset_factors");
    await demo.client.userApi.resetFactors({ userId });
    assert.deepEqual(await listFactors(demo, userId), []);
  },
};
