import assert from 'node:assert/strict';
import okta from '@okta/okta-sdk-nodejs';
import { expectId, expectRefusal } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, listFactors, PENDING } from '../support/factors.ts';

/** A walk-through by Okta's SDK, whose objects come out typed. */
export const sdkWalkThrough: Scenario = {
  title: "The same by Okta's SDK",
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { userApi, userFactorApi } = demo.client;
    const phoneNumber = demo.phone('+18024482036');
    const profile = { phoneNumber };
    const body = { factorType: 'sms', provider: 'OKTA', profile } as const;
    const typed = { type: 'UserFactorSMS', profile } as const;
    await advance('PT30S');

    say.step('userApi.createUser, getUser and updateUser');
    const email = 'jane.doe@example.com';
    const user = await userApi.createUser({
      body: { profile: { firstName: 'Jane', lastName: 'Doe', email, login: email } },
    });
    assert.ok(user instanceof okta.User);
    expectId(user.id, '00u');
    const userId = user.id;
    demo.later(() => demo.removeUser(userId));
    assert.equal(user.status, 'PROVISIONED');
    assert.ok(user.created instanceof Date);
    assert.equal((await userApi.getUser({ userId: email })).id, userId);
    const credentials = { password: { value: 'SomePassword123' } };
    const ready = await userApi.updateUser({ userId, user: { credentials } });
    assert.equal(ready.status, 'ACTIVE');
    assert.ok(ready.activated instanceof Date && ready.passwordChanged instanceof Date);

    say.step('userFactorApi.enrollFactor: pending, with a code by SMS');
    const pending = await userFactorApi.enrollFactor({ userId, body });
    const pendingId = expectTyped(pending, { ...typed, prefix: 'mbl', status: PENDING });
    const passCode = await inbox.code(phoneNumber);

    say.step('userFactorApi.getFactor and listFactors: pending factors are there, too');
    expectTyped(await userFactorApi.getFactor({ userId, factorId: pendingId }), {
      ...typed,
      prefix: 'mbl',
      status: PENDING,
    });
    assert.deepEqual(
      (await listFactors(demo, userId)).map(({ id }) => id),
      [pendingId],
    );

    say.step('userFactorApi.activateFactor: active, under a new id');
    const active = await userFactorApi.activateFactor({ userId, factorId: pendingId, body: { passCode } });
    const factorId = expectTyped(active, { ...typed, prefix: 'sms', status: 'ACTIVE' });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId: pendingId }), {
      status: 404,
      errorCode: 'E0000007',
      errorSummary: `Not found: Resource not found: ${pendingId} (UserFactor)`,
      cause: new RegExp(factorId),
    });

    say.step('userFactorApi.unenrollFactor, and enrollFactor again: active at once');
    assert.equal(await userFactorApi.unenrollFactor({ userId, factorId }), undefined);
    const again = await userFactorApi.enrollFactor({ userId, body });
    expectTyped(again, { ...typed, prefix: 'sms', status: 'ACTIVE' });
    await inbox.nothing(phoneNumber);

    say.step('userFactorApi.listSupportedFactors: what there is, and what the user has of it');
    const supported: okta.UserFactorSupported[] = [];
    await (await userFactorApi.listSupportedFactors({ userId })).each((item) => supported.push(item));
    const sms = supported.find(({ factorType }) => factorType === 'sms');
    assert.ok(sms instanceof okta.UserFactorSupported);
    assert.equal(sms.status, 'ACTIVE');
  },
};
