import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { TestDevice } from '../support/devices/device.ts';
import { linkIn, wireOf } from '../support/devices/pushCalls.ts';
import { lostMembers, nodeSdkClient, nodeSdks } from '../support/sdk/nodeSdks.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** Its model of an end has a whole factor where Okta has a link to one. */
const NO_FACTOR = ['_links.factor.href', '_links.factor.hints'];

/** Every body of push and signed_nonce through Okta's own deserialiser, over HTTP. */
for (const [version, sdk] of Object.entries(nodeSdks)) {
  describe(`Okta's SDK for Node.js ${version}, push`, () => {
    let w: World;
    let url: string;
    before(async () => {
      w = await world();
      await w.app.listen({ host: '127.0.0.1', port: 0 });
      url = `http://127.0.0.1:${(w.app.server.address() as AddressInfo).port}`;
    });
    after(() => w.close());

    test('enroll, activate, challenge and poll to every end: nothing is lost but what the SDK drops of Okta’s own', async () => {
      const { id: userId } = await person(w);
      const { client, wire } = nodeSdkClient(sdk, url, w.token);
      const { userFactorApi: api } = client;
      const lost = (read: unknown) => lostMembers(wire(), read);

      const pending = await api.enrollFactor({ userId, body: { factorType: 'push', provider: 'OKTA' } as never });
      assert.deepEqual([pending.constructor.name, lost(pending)], ['UserFactorPush', []]);
      const factorId = pending.id ?? '';
      const { activation } = (wire() as { _embedded: { activation: { _links: { qrcode: { href: string } } } } })
        ._embedded;
      const waiting = await api.activateFactor({ userId, factorId });
      // It has a class for this, and no way to come to it: `factorType` tells its classes apart, and there is none.
      assert.equal(waiting.constructor.name, 'UserFactorActivateResponse');
      assert.equal((wire() as { factorResult: string }).factorResult, 'WAITING');

      const device = new TestDevice(wireOf(w));
      assert.equal((await device.enroll(await linkIn(w, activation._links.qrcode))).status, 200);
      const active = await api.getFactor({ userId, factorId });
      assert.equal(active.constructor.name, 'UserFactorPush');
      assert.deepEqual(lost(active), ['profile.keys']);
      const listed: string[] = [];
      await (await api.listFactors({ userId })).each((factor) => void listed.push(factor.constructor.name));
      assert.deepEqual(listed.sort(), ['UserFactor', 'UserFactorPush', 'UserFactorTokenSoftwareTOTP']);

      const ask = async (body?: object) => {
        const asked = await api.verifyFactor({ userId, factorId, ...(body && { body }) } as never);
        assert.equal(asked.factorResult, 'WAITING');
        assert.deepEqual(lost(asked), ['transactionId']);
        return (wire() as { transactionId: string }).transactionId;
      };
      const poll = async (transactionId: string) => {
        const read = await api.getFactorTransactionStatus({ userId, factorId, transactionId });
        return [read.constructor.name, (read as { factorResult?: string }).factorResult, lost(read)] as const;
      };

      const first = await ask();
      assert.deepEqual(await poll(first), [
        'UserFactorPushTransactionWaitingNoNMC',
        'WAITING',
        ['expiresAt', 'transactionId'],
      ]);
      await device.answer(first, 'APPROVE');
      assert.deepEqual(await poll(first), ['UserFactorPushTransactionSuccess', 'SUCCESS', []]);

      const second = await ask({ useNumberMatchingChallenge: true });
      const shown = (wire() as { _embedded: { challenge: { correctAnswer: number } } })._embedded.challenge;
      assert.ok(shown.correctAnswer > 0);
      // Which of its classes it makes of WAITING it decides without a look at `_embedded`.
      assert.deepEqual((await poll(second))[2], ['expiresAt', 'transactionId', '_embedded']);
      await device.answer(second, 'DENY');
      assert.deepEqual(await poll(second), ['UserFactorPushTransactionRejected', 'REJECTED', NO_FACTOR]);

      const third = await ask();
      w.clock.advance({ minutes: 5 });
      assert.deepEqual(await poll(third), ['UserFactorPushTransactionTimeout', 'TIMEOUT', NO_FACTOR]);

      const fourth = await ask();
      assert.equal(
        (await w.call('DELETE', `/api/v1/users/${userId}/factors/${factorId}/transactions/${fourth}`)).status,
        204,
      );
      // It has no class for this one.
      assert.deepEqual((await poll(fourth)).slice(0, 2), ['UserFactorPushTransaction', 'CANCELLED']);

      await api.unenrollFactor({ userId, factorId });
      await assert.rejects(api.getFactor({ userId, factorId }));
    });
  });
}
