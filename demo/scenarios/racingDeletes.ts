import assert from 'node:assert/strict';
import { expectEnvelope } from '../support/checks.ts';
import type { Demo, Scenario } from '../support/demo.ts';

const ROUNDS = 5;

/** The support article's race: a second DELETE sent too quickly. One of the two removes the factor, the other is told. */
export const racingDeletes: Scenario = {
  title: 'Two deletes at once answer 204 and 404',
  async run(demo) {
    const { id: userId } = await demo.newUser();
    for (let round = 1; round <= ROUNDS; round++) {
      demo.say.step(`Round ${round}`);
      await race(demo, userId);
    }
  },
};

async function race({ call, client }: Demo, userId: string): Promise<void> {
  const profile = { phoneNumber: '+18024482042' };
  const body = { factorType: 'sms', provider: 'OKTA', profile } as const;
  const { id, status } = await client.userFactorApi.enrollFactor({ userId, body, activate: true });
  assert.equal(status, 'ACTIVE');
  const path = `/api/v1/users/${userId}/factors/${id}`;
  const replies = await Promise.all([call('DELETE', path), call('DELETE', path)]);
  const [gone, late] = replies.sort((a, b) => a.status - b.status);
  assert.deepEqual(gone, { status: 204, body: undefined });
  assert.equal(late?.status, 404);
  expectEnvelope(late.body, {
    status: 404,
    errorCode: 'E0000007',
    errorSummary: `Not found: Resource not found: ${id} (UserFactor)`,
    cause: /^The factor was removed at /,
  });
}
