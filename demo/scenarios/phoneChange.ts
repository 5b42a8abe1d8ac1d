import assert from 'node:assert/strict';
import type { Client, UserFactor } from '@okta/okta-sdk-nodejs';
import { expectRefusal } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

/** Another phone number, in the three steps of "Updating SMS factor phone number in Okta" with the names of SDK 8. */
export const phoneChange: Scenario = {
  title: 'A phone change in three steps: list, delete, enroll with updatePhone',
  async run(demo) {
    const { client, inbox, say, advance } = demo;
    const before = demo.phone('+18024482036');
    const after = demo.phone('+18024482037');
    await advance('PT30S');
    const { id: userId } = await demo.newUser();

    say.step('A user with a phone');
    const first = await changePhone(client, userId, before);
    expectTyped(first, { type: 'UserFactorSMS', prefix: 'mbl', status: PENDING, profile: { phoneNumber: before } });
    const code = await inbox.code(before);
    const active = await client.userFactorApi.activateFactor({
      userId,
      factorId: String(first.id),
      body: { passCode: code },
    });
    const activeId = expectTyped(active, { type: 'UserFactorSMS', prefix: 'sms', status: 'ACTIVE' });

    say.step('Simply enrolling a new factor: one of that type exists');
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: after } } as const;
    await expectRefusal(client.userFactorApi.enrollFactor({ userId, body }), {
      status: 400,
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: factorEnrollRequest',
      cause: 'A factor of this type is already set up.',
    });

    say.step('Without updatePhone: the number that was verified before stands in the way');
    await client.userFactorApi.unenrollFactor({ userId, factorId: activeId });
    await expectRefusal(client.userFactorApi.enrollFactor({ userId, body }), {
      status: 400,
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: factorEnrollRequest',
      cause: 'There is an existing verified phone number.',
    });
    await inbox.nothing(after);

    say.step('A factor for the old number again: remembered, hence active; then the three steps');
    const restored = await changePhone(client, userId, before);
    expectTyped(restored, { type: 'UserFactorSMS', prefix: 'sms', status: 'ACTIVE' });
    const changed = await changePhone(client, userId, after);
    const changedId = expectTyped(changed, {
      type: 'UserFactorSMS',
      prefix: 'mbl',
      status: PENDING,
      profile: { phoneNumber: after },
    });
    await inbox.nothing(before);

    say.step('The new number is verified like any other');
    const passCode = await inbox.code(after);
    const verified = await client.userFactorApi.activateFactor({ userId, factorId: changedId, body: { passCode } });
    expectTyped(verified, {
      type: 'UserFactorSMS',
      prefix: 'sms',
      status: 'ACTIVE',
      profile: { phoneNumber: after },
    });
  },
};

/** The post's code; `listFactors`, `deleteFactor` and `enrollFactor` have moved and take their arguments by name. */
async function changePhone(oktaClient: Client, oktaUserId: string, phoneNumber: string): Promise<UserFactor> {
  const factorsCollection = await oktaClient.userFactorApi.listFactors({ userId: oktaUserId });
  const factors: UserFactor[] = [];
  await factorsCollection.each((factor) => factors.push(factor));
  const existingFactor = factors.find((x) => x.factorType === 'sms');

  if (existingFactor) {
    assert.ok(existingFactor.id);
    await oktaClient.userFactorApi.unenrollFactor({ userId: oktaUserId, factorId: existingFactor.id });
  }

  const smsFactor = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
  return oktaClient.userFactorApi.enrollFactor({
    userId: oktaUserId,
    body: smsFactor,
    updatePhone: existingFactor !== undefined,
  });
}
