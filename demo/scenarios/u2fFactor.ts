import assert from 'node:assert/strict';
import { expectRefusal, expectSame } from '../support/checks.ts';
import type { Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

/** The caller's choice (fact 28); development mode allows every page of this machine. */
const APP_ID = 'http://localhost';

/** A key of before Web Authentication; it is software of development mode. */
export const u2fFactor: Scenario = {
  title: 'u2f: an older security key, and a copy of it',
  async run({ newUser, client, call, say, later }) {
    const { userFactorApi } = client;
    const { id: userId } = await newUser();
    const newKey = async (path: string, body: object) => {
      const { id } = (await call('POST', path, body)).body;
      later(() => call('DELETE', `/dev/devices/${id}`));
      return `/dev/devices/${id}`;
    };
    const use = async (key: string, action: 'register' | 'sign', options: object) =>
      (await call('POST', `${key}/${action}`, { options, appId: APP_ID })).body.answer;
    const key = await newKey('/dev/devices', { type: 'u2f' });

    say.step('Enroll: a nonce, and how long to wait for a touch');
    const enrolled = await call('POST', `/api/v1/users/${userId}/factors`, { factorType: 'u2f', provider: 'FIDO' });
    const { nonce } = enrolled.body._embedded.activation;
    expectSame(enrolled.body._embedded, { activation: { version: 'U2F_V2', nonce, timeoutSeconds: 20 } });
    const factorId = enrolled.body.id;
    const expected = { type: 'UserFactorU2F', prefix: 'fuf', provider: 'FIDO' } as const;
    expectTyped(await userFactorApi.getFactor({ userId, factorId }), { ...expected, status: PENDING });

    say.step('Activate with what the key makes of it');
    const body = await use(key, 'register', enrolled.body);
    expectTyped(await userFactorApi.activateFactor({ userId, factorId, body }), { ...expected, status: 'ACTIVE' });

    say.step('Verify; a copy of the key is found out by its counter');
    const copy = await newKey(`${key}/clone`, {});
    const challenge = async () => (await call('POST', `/api/v1/users/${userId}/factors/${factorId}/verify`)).body;
    const answer = (given: object) => userFactorApi.verifyFactor({ userId, factorId, body: given });
    assert.equal((await answer(await use(key, 'sign', await challenge()))).factorResult, 'SUCCESS');
    const copied = await use(copy, 'sign', await challenge());
    await expectRefusal(answer(copied), { status: 403, errorCode: 'E0000068', cause: /may be a copy of it/ });

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
  },
};
