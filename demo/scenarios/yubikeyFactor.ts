import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import okta from '@okta/okta-sdk-nodejs';
import { fakeYubikey } from '../../test/support/hardwareTokens/yubikey.ts';
import { expectId, expectRefusal, WRONG } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped } from '../support/factors.ts';

/** A YubiKey from the organization's pool; the key itself is software that types as the hardware does. */
export const yubikeyFactor: Scenario = {
  title: 'token:hardware: a YubiKey',
  async run({ newUser, client, call, say, later }) {
    const { userFactorApi } = client;
    const { id: userId } = await newUser();

    say.step('userFactorApi.uploadYubikeyOtpTokenSeed: the key is in the pool');
    const serial = String(randomInt(1_000_000, 99_999_999));
    const key = fakeYubikey({ serialNumber: serial });
    const uploaded = await userFactorApi.uploadYubikeyOtpTokenSeed({ uploadYubikeyOtpTokenSeedRequest: key.seed });
    assert.ok(uploaded instanceof okta.UserFactorYubikeyOtpToken);
    const { id: tokenId } = uploaded;
    expectId(tokenId, 'ykk');
    assert.equal(uploaded.status, 'UNASSIGNED');
    assert.equal(uploaded.profile?.serial, serial.padStart(12, '0'));
    later(() => call('DELETE', `/api/v1/org/factors/yubikey_token/tokens/${tokenId}`));

    say.step('Enroll with what the key types: active at once');
    const first = key.press();
    const body = { factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode: first } } as const;
    const factorId = expectTyped(await userFactorApi.enrollFactor({ userId, body }), {
      type: 'UserFactorTokenHardware',
      prefix: 'ykf',
      status: 'ACTIVE',
      provider: 'YUBICO',
      profile: { credentialId: serial.padStart(12, '0') },
    });
    const assigned = await userFactorApi.getYubikeyOtpTokenById({ tokenId });
    assert.equal(assigned.status, 'ACTIVE');
    assert.ok(assigned.created instanceof Date && assigned.lastVerified instanceof Date);

    say.step('Verify: what was typed before, and what another key types, is refused; what comes next is not');
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    await expectRefusal(answer(first), { status: 403, errorCode: 'E0000082' });
    await expectRefusal(answer(fakeYubikey().press()), { ...WRONG, cause: /another YubiKey/ });
    assert.equal((await answer(key.press())).factorResult, 'SUCCESS');
    key.plug();
    assert.equal((await answer(key.press())).factorResult, 'SUCCESS');

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
    const freed = await userFactorApi.getYubikeyOtpTokenById({ tokenId });
    assert.equal(freed.status, 'BLOCKED');
  },
};
