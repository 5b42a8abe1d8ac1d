import assert from 'node:assert/strict';
import { expectRefusal } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

/** A security key; the key, and the browser around it, are software of development mode. */
export const webauthnFactor: Scenario = {
  title: 'webauthn: a security key',
  async run({ newUser, client, call, say, later }) {
    const { userFactorApi } = client;
    const { id: userId } = await newUser();
    const { body: key } = await call('POST', '/dev/devices', { type: 'webauthn' });
    later(() => call('DELETE', `/dev/devices/${key.id}`));
    const use = async (action: 'create' | 'get', options: object, more: object = {}) =>
      (await call('POST', `/dev/devices/${key.id}/${action}`, { options, ...more })).body.answer;

    say.step('Enroll: the reply has what a page hands to navigator.credentials.create()');
    const body = { factorType: 'webauthn', provider: 'FIDO' } as const;
    const pending = await userFactorApi.enrollFactor({ userId, body });
    const expected = { type: 'UserFactorWebAuthn', prefix: 'fwf', provider: 'FIDO' } as const;
    const factorId = expectTyped(pending, { ...expected, status: PENDING });

    say.step('Activate with what the key makes of it');
    const answered = await use('create', { ...pending });
    const activated = await userFactorApi.activateFactor({ userId, factorId, body: answered });
    expectTyped(activated, { ...expected, status: 'ACTIVE' });

    say.step('Verify: challenge and answer; on a page of somebody else the answer is worth nothing');
    const path = `/api/v1/users/${userId}/factors/${factorId}/verify`;
    const challenge = async () => (await call('POST', path)).body;
    const answer = (given: object) => userFactorApi.verifyFactor({ userId, factorId: factorId, body: given });
    const phished = await use('get', await challenge(), { origin: 'https://evil.example' });
    await expectRefusal(answer(phished), { status: 403, errorCode: 'E0000068' });
    const verified = await answer(await use('get', await challenge()));
    assert.equal(verified.factorResult, 'SUCCESS');

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId: factorId });
  },
};
