import assert from 'node:assert/strict';
import { type FakeDuo, fakeDuo } from '../../test/support/duo/fakeDuo.ts';
import { settingsOf } from '../../test/support/duo/setDuo.ts';
import { expectRefusal, WRONG } from '../support/checks.ts';
import type { Demo, Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';
import { setOutside } from '../support/outside.ts';

/** Duo; the one that is asked is a server of the tests, which checks signatures with the signer of Duo’s own library. */
export const duoFactor: Scenario = {
  title: 'web of DUO: Duo asks the user, or judges a passcode',
  async run(demo) {
    const { say, newUser } = demo;
    const { userFactorApi } = demo.client;
    const duo = await fakeDuo();
    demo.later(() => duo.close());
    const { id: userId, login } = await newUser();

    say.step('An administrator names the application at Duo');
    await setOutside(demo, { key: 'duo', name: 'Duo Security', configuration: settingsOf(duo) });

    say.step('Enroll: pending until Duo has judged a passcode');
    const pending = await userFactorApi.enrollFactor({
      userId,
      body: { factorType: 'web', provider: 'DUO' } as never,
    });
    const kind = { type: 'UserFactorWeb', prefix: 'dsf', provider: 'DUO', profile: { credentialId: login } } as const;
    const factorId = expectTyped(pending, { ...kind, status: PENDING });
    const activate = (passCode: string) => userFactorApi.activateFactor({ userId, factorId, body: { passCode } });
    await expectRefusal(activate('0000000'), WRONG);
    duo.passcodes.add(`${login} 1234567`);
    await activate('1234567');
    expectTyped(await userFactorApi.getFactor({ userId, factorId }), { ...kind, status: 'ACTIVE' });

    say.step('Verify with a passcode, which is good once');
    const answer = (passCode: string) => userFactorApi.verifyFactor({ userId, factorId, body: { passCode } });
    duo.passcodes.add(`${login} 7654321`);
    assert.equal((await answer('7654321')).factorResult, 'SUCCESS');
    await expectRefusal(answer('7654321'), WRONG);

    say.step('Verify with a push: WAITING until the user has answered Duo');
    const approved = await ask(demo, userId, factorId);
    await approved('WAITING');
    duo.answers('allow', 'allow');
    await approved('SUCCESS');

    say.step('Denied at Duo: REJECTED');
    const denied = await ask(demo, userId, factorId);
    duo.answers('deny', 'deny');
    await denied('REJECTED');
    expectSigned(duo);

    say.step('Remove');
    await userFactorApi.unenrollFactor({ userId, factorId });
    await expectRefusal(userFactorApi.getFactor({ userId, factorId }), { status: 404, errorCode: 'E0000007' });
  },
};

/** Has Duo ask the user; the function polls once, and expects a result. */
async function ask({ call, client }: Demo, userId: string, factorId: string) {
  const asked = await call('POST', `/api/v1/users/${userId}/factors/${factorId}/verify`, {});
  assert.deepEqual([asked.status, asked.body.factorResult], [201, 'WAITING']);
  const transactionId = String(asked.body._links.poll.href).split('/').at(-1) ?? '';
  return async (wanted: string) => {
    const polled = await client.userFactorApi.getFactorTransactionStatus({ userId, factorId, transactionId });
    assert.equal(polled.factorResult, wanted);
  };
}

/** Whether every request was signed as Duo's library signs it. */
function expectSigned({ requests, forged }: FakeDuo): void {
  assert.ok(requests.length > 0);
  assert.deepEqual(forged, []);
}
