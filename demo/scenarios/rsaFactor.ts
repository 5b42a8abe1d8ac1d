import assert from 'node:assert/strict';
import { freeradius, hasFreeradius } from '../../test/support/radius/freeradius.ts';
import { expectRefusal, WRONG } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, listFactors } from '../support/factors.ts';
import { setOutside } from '../support/outside.ts';

const SECRET = 'between the demo and FreeRADIUS';

/** A token server: FreeRADIUS judges passcodes. Without Debian's package `freeradius` there is none, and the scenario says so. */
export const rsaFactor: Scenario = {
  title: 'token of RSA: FreeRADIUS judges what the user types',
  async run(demo) {
    const { say, newUser } = demo;
    const { userFactorApi } = demo.client;
    if (!(await hasFreeradius())) return say.note('SKIPPED: Debian’s package freeradius is not installed');
    const server = await freeradius(SECRET);
    demo.later(() => server.close());
    const { id: userId } = await newUser();

    say.step('An administrator names the token server');
    const configuration = { hostName: '127.0.0.1', authPort: server.port, sharedSecret: SECRET };
    await setOutside(demo, { key: 'onprem_mfa', name: 'SecurID', configuration });

    const enroll = (credentialId: string, passCode: string) =>
      userFactorApi.enrollFactor({
        userId,
        body: { factorType: 'token', provider: 'RSA', profile: { credentialId }, verify: { passCode } } as never,
      });
    say.step('Enroll with a passcode that the server rejects, or asks more of: refused, and nothing is left');
    await expectRefusal(enroll('alice', '111112'), WRONG);
    await expectRefusal(enroll('challenged', '111111'), { ...WRONG, cause: /Wait for token to change/ });
    assert.equal((await listFactors(demo, userId)).length, 0);

    say.step('Enroll with a passcode that it takes: active at once, under the administrator’s name');
    const factor = await enroll('alice', '111111');
    const factorId = expectTyped(factor, {
      type: 'UserFactorToken',
      prefix: 'rsa',
      status: 'ACTIVE',
      provider: 'RSA',
      profile: { credentialId: 'alice' },
    });
    assert.equal(factor.vendorName, 'SecurID');

    say.step('Verify');
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    await expectRefusal(answer('999999'), { ...WRONG, cause: 'The token server rejected the passcode.' });
    assert.equal((await answer('111111')).factorResult, 'SUCCESS');

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};
