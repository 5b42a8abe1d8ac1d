import assert from 'node:assert/strict';
import { fakeVip } from '../../test/support/vip/fakeVip.ts';
import { vipConfiguration } from '../../test/support/vip/setVip.ts';
import { expectRefusal, WRONG } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped } from '../support/factors.ts';
import { setOutside } from '../support/outside.ts';

/** A VIP credential; the service that judges it is a server of the tests, which speaks VIP’s published schema over mutual TLS. */
export const symantecFactor: Scenario = {
  title: 'token of SYMANTEC: VIP judges the codes of a credential',
  async run(demo) {
    const { say, newUser } = demo;
    const { userFactorApi } = demo.client;
    const vip = await fakeVip();
    demo.later(() => vip.close());
    const { id: userId } = await newUser();

    say.step('An administrator names the service, and the certificate by which it knows the organization');
    await setOutside(demo, { key: 'symantec_vip', name: 'VIP', configuration: await vipConfiguration(vip) });

    const credential = vip.credential();
    const pressed = () => ({ passCode: credential.press(), nextPassCode: credential.press() });
    const enroll = (verify: object) =>
      userFactorApi.enrollFactor({
        userId,
        body: { factorType: 'token', provider: 'SYMANTEC', profile: { credentialId: credential.id }, verify } as never,
      });
    say.step('Enroll with two codes that follow each other: active at once');
    await expectRefusal(enroll({ passCode: '000000', nextPassCode: '000000' }), WRONG);
    const factorId = expectTyped(await enroll(pressed()), {
      type: 'UserFactorToken',
      prefix: 'ufv',
      status: 'ACTIVE',
      provider: 'SYMANTEC',
      profile: { credentialId: credential.id },
    });

    say.step('Verify: a code once; two codes put a credential in step again that was pressed too often');
    const answer = (body: object) => userFactorApi.verifyFactor({ userId, factorId, body: body as never });
    const passCode = credential.press();
    assert.equal((await answer({ passCode })).factorResult, 'SUCCESS');
    await expectRefusal(answer({ passCode }), WRONG);
    credential.skip(20);
    await expectRefusal(answer({ passCode: credential.press() }), WRONG);
    assert.equal((await answer(pressed())).factorResult, 'SUCCESS');
    assert.equal((await answer({ passCode: credential.press() })).factorResult, 'SUCCESS');

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};
