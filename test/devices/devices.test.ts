import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newKey, TestDevice } from '../support/devices/device.ts';
import { activePush, anotherDevice, linkIn, wireOf } from '../support/devices/pushCalls.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { anotherProcess, type World, world } from '../support/world.ts';

/** Devices come, change their keys, and go. */
for (const engine of ENGINES) {
  describe(`devices of push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const reasonOf = (reply: { status: number; headers: Readonly<Record<string, unknown>> }) =>
      [reply.status, reply.headers['cofactor-reason']] as const;
    const kinds = async ({ calls }: Awaited<ReturnType<typeof activePush>>) =>
      (await calls.list()).body.map(({ factorType }: { factorType: string }) => factorType);

    test('devices are listed without their keys, and all show the same codes', async () => {
      const push = await activePush(w);
      const other = await anotherDevice(w, push);
      const { body } = await push.calls.devices(push.id);
      assert.deepEqual(
        body.map(({ name, platform }: { name: string; platform: string }) => [name, platform]),
        [
          ['Test phone', 'ANDROID'],
          ['Another', 'IOS'],
        ],
      );
      assert.ok(!JSON.stringify(body).includes('"x"'));
      assert.equal(authenticator(other.totp, w.clock).code(), authenticator(push.device.totp, w.clock).code());
      assert.equal(
        (await push.calls.get(push.id)).body.profile.name,
        'Test phone',
        'the profile is the first device’s',
      );
    });

    test('a removed device is worth nothing, and the others stay', async () => {
      const push = await activePush(w);
      const other = await anotherDevice(w, push);
      const [, , deviceId = ''] = push.device.kid.split('.');
      const transaction = await push.ask();
      assert.equal((await push.calls.removeDevice(push.id, deviceId)).status, 204);
      assert.equal((await push.calls.removeDevice(push.id, deviceId)).status, 404);
      for (const reply of [
        await push.device.answer(transaction, 'APPROVE'),
        await push.device.transactions(),
        await push.device.rotate(),
      ]) {
        assert.deepEqual(reasonOf(reply), [401, 'UNKNOWN_DEVICE']);
      }
      assert.equal((await other.answer(transaction, 'APPROVE')).body.factorResult, 'SUCCESS');
      assert.equal((await push.calls.get(push.id)).body.profile.name, 'Another');
      assert.deepEqual((await kinds(push)).length, 3);
    });

    test('the last device takes push, Okta TOTP and signed_nonce along, and what waits', async () => {
      const push = await activePush(w);
      const transaction = await push.ask();
      assert.equal((await push.device.remove()).status, 200);
      assert.deepEqual(await kinds(push), []);
      assert.equal((await push.calls.transaction(push.id, transaction)).status, 404);
      assert.equal((await push.device.transactions()).status, 401);
    });

    test('of two devices removed at once by each other neither is left, nor half a factor', async () => {
      const push = await activePush(w);
      const other = await anotherDevice(w, push);
      const replies = await Promise.all([push.device.remove(), other.remove()]);
      assert.deepEqual(
        replies.map(({ status }) => status),
        [200, 200],
      );
      assert.deepEqual(await kinds(push), []);
    });

    test('DELETE of push or signed_nonce takes all three in one change; of Okta TOTP only itself', async () => {
      for (const [prefix, left] of [
        ['opf', 0],
        ['crp', 0],
        ['ost', 2],
      ] as const) {
        const push = await activePush(w);
        const transaction = await push.ask();
        const own = (await push.calls.list()).body.find((one: { id: string }) => one.id.startsWith(prefix));
        const replies = await Promise.all([push.calls.remove(own.id), push.device.answer(transaction, 'APPROVE')]);
        assert.equal(replies[0].status, 204);
        assert.equal((await kinds(push)).length, left);
        if (left === 0) {
          assert.equal((await push.device.transactions()).status, 401);
          const removed = (await w.store.log.ofUser(push.user.id)).filter(
            ({ event }) => event === 'user.mfa.factor.deactivate',
          );
          assert.equal(removed.length, 3);
        }
      }
    });

    test('whatever happens while the factors are removed, they go whole, and nothing waits for what is gone', async () => {
      for (let round = 0; round < 12; round++) {
        const push = await activePush(w);
        const link = await linkIn(w, (await push.calls.invite(push.id)).body._links.qrcode);
        const joining = new TestDevice(push.device.wire);
        const reset = () => w.call('POST', `/api/v1/users/${push.user.id}/lifecycle/reset_factors`);
        const [removed, asked, joined, rotated] = await Promise.all([
          round % 2 ? push.calls.remove(push.id) : reset(),
          push.calls.challenge(push.id),
          joining.enroll(link),
          push.device.rotate(),
        ]);
        assert.ok([200, 204].includes(removed.status), JSON.stringify(removed.body));
        assert.ok([201, 404].includes(asked.status), JSON.stringify(asked.body));
        assert.ok([200, 403, 404].includes(joined.status), JSON.stringify(joined.body));
        assert.ok([200, 401, 404].includes(rotated.status), JSON.stringify(rotated.body));
        assert.deepEqual(await kinds(push), []);
        assert.equal((await joining.transactions()).status, 401);
        const left = (await everyRow(w)).filter(
          (row) => /^(transactions|factors) /.test(row) && row.includes(push.user.id),
        );
        assert.deepEqual(left, []);
      }
    });

    test('a pending push that is removed leaves a TOTP of the user’s own alone', async () => {
      const push = await activePush(w);
      await push.calls.remove(push.id);
      const totp = { factorType: 'token:software:totp', provider: 'OKTA' };
      await w.call('POST', push.calls.factors, totp);
      const pending = await push.calls.enroll();
      assert.equal((await push.calls.remove(pending.body.id)).status, 204);
      assert.deepEqual(await kinds(push), ['token:software:totp']);
    });

    test('a device added after Okta TOTP was removed brings it back', async () => {
      const push = await activePush(w);
      const own = (await push.calls.list()).body.find((one: { id: string }) => one.id.startsWith('ost'));
      await push.calls.remove(own.id);
      const other = await anotherDevice(w, push);
      assert.notEqual(other.totp, push.device.totp);
      assert.equal((await kinds(push)).length, 3);
    });

    test('reset_factors, and deactivating the user, end what waits', async () => {
      const reset = await activePush(w);
      const first = await reset.ask();
      assert.equal((await w.call('POST', `/api/v1/users/${reset.user.id}/lifecycle/reset_factors`)).status, 200);
      assert.equal((await reset.device.answer(first, 'APPROVE')).status, 401);
      assert.equal((await reset.calls.transaction(reset.id, first)).status, 404);

      const gone = await activePush(w);
      const second = await gone.ask();
      assert.equal((await w.call('POST', `/api/v1/users/${gone.user.id}/lifecycle/deactivate`)).status, 200);
      assert.equal((await gone.device.answer(second, 'APPROVE')).status, 401);
      assert.equal((await gone.calls.transaction(gone.id, second)).status, 404);
      assert.equal((await w.call('DELETE', `/api/v1/users/${gone.user.id}`)).status, 204);
      const left = (await everyRow(w)).filter((row) => row.startsWith('transactions ') && row.includes(gone.user.id));
      assert.deepEqual(left, []);
    });

    test('a suspended user’s approval is refused, and one given before is worth nothing while it lasts', async () => {
      const push = await activePush(w);
      const lifecycle = `/api/v1/users/${push.user.id}/lifecycle`;
      const approved = await push.ask();
      assert.equal((await push.device.answer(approved, 'APPROVE')).status, 200);
      const waiting = await push.ask();
      await w.call('POST', `${lifecycle}/suspend`);
      assert.equal((await push.device.answer(waiting, 'APPROVE')).status, 423);
      assert.equal((await push.calls.transaction(push.id, approved)).status, 423);
      await w.call('POST', `${lifecycle}/unsuspend`);
      assert.equal((await push.calls.transaction(push.id, waiting)).body.factorResult, 'WAITING');
    });

    test('a factor has ten devices at most', async () => {
      const push = await activePush(w);
      for (let n = 0; n < 9; n++) await anotherDevice(w, push);
      const link = await linkIn(w, (await push.calls.invite(push.id)).body._links.qrcode);
      const eleventh = push.device.movedTo(push.device.wire);
      eleventh.key = newKey();
      const reply = await eleventh.enroll(link);
      assert.deepEqual(reasonOf(reply), [403, 'TOO_MANY_DEVICES']);
    });

    test('where a browser is woken goes with the prompt, until it says otherwise', async () => {
      const push = await activePush(w);
      const subscription = { endpoint: 'https://push.example/abc', keys: { p256dh: 'p', auth: 'a' } };
      assert.equal((await push.device.subscribe(subscription)).status, 200);
      await push.ask();
      assert.deepEqual(w.prompts.at(-1)?.devices, [{ kid: push.device.kid, name: 'Test phone', subscription }]);
      assert.equal((await push.device.subscribe(null)).status, 200);
      await push.ask();
      assert.deepEqual(w.prompts.at(-1)?.devices, [{ kid: push.device.kid, name: 'Test phone' }]);
    });

    test('replay: a signed question for what waits is heard once, by whichever process', async () => {
      const { device, ask } = await activePush(w);
      await ask();
      const signed = device.sign('transactions');
      assert.equal((await device.read(signed)).status, 200);
      const other = await anotherProcess(w);
      for (const wire of [wireOf(w), wireOf({ ...w, call: other.call })]) {
        const again = await device.movedTo(wire).read(signed);
        assert.deepEqual([again.status, again.headers['cofactor-reason']], [401, 'REPLAYED']);
      }
      await other.close();
      assert.equal((await device.transactions()).status, 200);
    });

    test('replay: an older subscription that is sent again does not come back, nor does a key or a device', async () => {
      const push = await activePush(w);
      const to = (n: number) => ({ endpoint: `https://push.example/${n}`, keys: { p256dh: 'p', auth: 'a' } });
      const first = push.device.sign('subscription', { subscription: to(1) });
      const replies = await Promise.all([1, 2, 3].map(() => push.device.post('subscription', first)));
      assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 401, 401]);
      assert.equal((await push.device.subscribe(to(2))).status, 200);
      assert.deepEqual(reasonOf(await push.device.post('subscription', first)), [401, 'REPLAYED']);
      await push.ask();
      assert.deepEqual(w.prompts.at(-1)?.devices[0]?.subscription, to(2));
      for (let n = 0; n < 14; n++) await push.device.subscribe(to(n));
      assert.equal((await push.device.subscribe(to(20))).status, 429, 'no more are remembered');
      w.clock.advance({ minutes: 5 });
      assert.equal((await push.device.subscribe(to(21))).status, 200);
      const removal = push.device.sign('remove');
      assert.equal((await push.device.post('remove', removal)).status, 200);
      assert.deepEqual(reasonOf(await push.device.post('remove', removal)), [401, 'UNKNOWN_DEVICE']);
    });
  });
}
