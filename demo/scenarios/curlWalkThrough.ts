import assert from 'node:assert/strict';
import { expect200, expectId } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectSmsFactor, PENDING } from '../support/factors.ts';

/** The six requests of a well-known walk-through ("Okta SMS Factor - Remembered Verification"), as curl sends them. */
export const curlWalkThrough: Scenario = {
  title: 'Remembered verification, in six requests of curl',
  async run({ call, inbox, say, advance, phone }) {
    const phoneNumber = phone('+18024482036');
    const smsFactor = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } };
    await advance('PT30S');

    say.step('1. Create User');
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jdoe@example.com', login: 'jdoe' };
    const user = expect200(await call('POST', '/api/v1/users', { profile }));
    expectId(user.id, '00u');
    assert.equal(user.status, 'PROVISIONED');
    const factors = `/api/v1/users/${user.id}/factors`;

    say.step('2. Set Password');
    const credentials = { password: { value: 'SomePassword123' } };
    const withPassword = expect200(await call('POST', `/api/v1/users/${user.id}`, { credentials }));
    assert.equal(withPassword.status, 'ACTIVE');
    assert.deepEqual(withPassword.credentials.password, {});

    say.step("3. Create SMS Factor: response shows that it's PENDING_ACTIVATION");
    const pending = expect200(await call('POST', factors, smsFactor));
    const pendingId = expectSmsFactor(pending, { userId: user.id, phoneNumber, status: PENDING });
    const passCode = await inbox.code(phoneNumber);

    say.step("4. Verify SMS Factor: response shows that it's ACTIVE");
    const active = expect200(await call('POST', `${factors}/${pendingId}/lifecycle/activate`, { passCode }));
    const activeId = expectSmsFactor(active, { userId: user.id, phoneNumber, status: 'ACTIVE' });

    say.step('5. Delete SMS Factor');
    assert.deepEqual(await call('DELETE', `${factors}/${activeId}`), { status: 204, body: undefined });

    say.step("6. Re-create SMS Factor: response shows that it's ACTIVE - even though activate is not true");
    const again = expect200(await call('POST', factors, smsFactor));
    const againId = expectSmsFactor(again, { userId: user.id, phoneNumber, status: 'ACTIVE' });
    assert.notEqual(againId, activeId);
    await inbox.nothing(phoneNumber);
  },
};
