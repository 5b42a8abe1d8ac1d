import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readLink, statement, TestDevice } from '../../support/devices/device.ts';
import { activePush, linkIn, pendingPush, wireOf } from '../../support/devices/pushCalls.ts';
import { disclosures, everyRow } from '../../support/disclosure.ts';
import { ENGINES } from '../../support/engines.ts';
import { heard } from '../../support/factors/factorCalls.ts';
import { atOnce, count } from '../../support/parallel.ts';
import { anotherProcess, type World, world } from '../../support/world.ts';

/** One link lets one device in, once. */
for (const engine of ENGINES) {
  describe(`activation of push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const phone = () => new TestDevice(wireOf(w));
    const over = (reply: Awaited<ReturnType<TestDevice['enroll']>>) =>
      assert.deepEqual([reply.status, reply.body.errorCode], [403, 'E0990012'], JSON.stringify(reply.body));

    test('what is still pending cannot be verified, and the error says what it waits for', async () => {
      const { calls, id } = await pendingPush(w);
      const early = heard(await calls.challenge(id));
      assert.deepEqual([early.status, early.code], [404, 'E0000007']);
      assert.match(early.causes.join(), /until a device activates it.*lifecycle\/activate\/email/);
    });

    test('of ten devices that use one link at once, one activates the factor', async () => {
      const { link, calls, id } = await pendingPush(w);
      const replies = await atOnce(10, () => phone().enroll(link));
      assert.equal(replies.filter(({ status }) => status === 200).length, 1);
      for (const lost of replies.filter(({ status }) => status !== 200)) over(lost);
      const factors = (await calls.list()).body;
      assert.deepEqual(factors.map(({ factorType }: { factorType: string }) => factorType).sort(), [
        'push',
        'signed_nonce',
        'token:software:totp',
      ]);
      assert.equal((await calls.devices(id)).body.length, 1);
    });

    test('a device whose reply was lost asks again with its key and hears the same; nobody else does', async () => {
      const { link, calls, id, user } = await pendingPush(w);
      const device = phone();
      const replies = await atOnce(5, () => device.enroll(link));
      assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]), JSON.stringify(replies[0]?.body));
      const again = await device.enroll(link);
      for (const { body } of replies) assert.deepEqual(body, again.body);
      assert.equal((await calls.devices(id)).body.length, 1);
      assert.equal((await calls.list()).body.length, 3);
      const entries = (await w.store.log.ofUser(user.id)).filter(({ event }) => event === 'cofactor.device.add');
      assert.deepEqual(new Set(entries.map(({ reason }) => reason)), new Set(['REPEATED']));
      over(await phone().enroll(link));
      const former = device.key;
      assert.equal((await device.rotate()).status, 200);
      const old = Object.assign(device.movedTo(wireOf(w)), { key: former });
      over(await old.enroll(link));
      w.clock.advance({ minutes: 11 });
      over(await device.enroll(link));
    });

    test('ATTACK one link and key a hundred times at once, by two processes: one reply, and a statement is heard once', async () => {
      const { link, calls, id } = await pendingPush(w);
      const device = phone();
      const other = await anotherProcess(w);
      try {
        const twin = Object.assign(device.movedTo(wireOf({ ...w, call: other.call })), { key: device.key });
        const replies = await atOnce(100, (n) => (n % 2 ? twin : device).enroll(link));
        assert.deepEqual(replies.find(({ status: each }) => each !== 200)?.body, undefined);
        assert.equal(new Set(replies.map(({ body }) => JSON.stringify(body))).size, 1);
        for (let more = 0; more < 20; more++) assert.deepEqual((await twin.enroll(link)).body, replies[0]?.body);
        assert.equal((await calls.devices(id)).body.length, 1);

        const told = { ...readLink(link), name: 'Test phone', platform: 'ANDROID', version: '1.0' };
        const seen = statement({ jwk: device.key.jwk }, device.claims('enroll', told), device.key);
        const copies = await atOnce(20, (n) =>
          (n % 2 ? other : w).call('POST', '/device/v1/enroll', { statement: seen }, { token: null }),
        );
        assert.deepEqual([count(copies, 200), count(copies, 403)], [1, 19]);
      } finally {
        await other.close();
      }
    });

    test('a device that was removed is not let in again by the link it came with', async () => {
      const { link, calls, id } = await pendingPush(w);
      const [first, second] = [phone(), phone()];
      assert.equal((await first.enroll(link)).status, 200);
      const invited = await linkIn(w, (await calls.invite(id)).body._links.qrcode);
      assert.equal((await second.enroll(invited)).status, 200);
      assert.equal((await second.remove()).status, 200);
      over(await second.enroll(invited));
      over(await first.enroll(link));
    });

    test('a link is not good twice, nor with one letter changed, nor for another user or factor', async () => {
      const [ours, theirs] = [await pendingPush(w), await pendingPush(w)];
      const { activation } = readLink(ours.link);
      over(await phone().enroll(ours.link, { activation: `${activation.slice(0, -2)}00` }));
      over(await phone().enroll(ours.link, { activation: '' }));
      over(await phone().enroll(ours.link, { user: theirs.calls.userId }));
      over(await phone().enroll(ours.link, { factor: theirs.id }));
      over(await phone().enroll(ours.link, { user: 'me' }));
      const byLogin = await phone().enroll(ours.link, { user: ours.user.profile.login });
      assert.deepEqual([byLogin.status, byLogin.body.errorCode], [401, 'E0990011']);
      assert.equal((await phone().enroll(ours.link)).status, 200);
      over(await phone().enroll(ours.link));
      const refusals = (await w.store.log.ofUser(ours.user.id)).filter(({ outcome }) => outcome === 'FAILURE');
      assert.deepEqual(refusals, [], 'strangers leave no trace');
    });

    test('a link that expired is refused, and activate gives a new one, with which the old is over', async () => {
      const { link, calls, id } = await pendingPush(w);
      w.clock.advance({ minutes: 10 });
      over(await phone().enroll(link));
      const timeout = await calls.pollActivation(id);
      const activate = `https://cofactor.test${calls.factors}/${id}/lifecycle/activate`;
      assert.deepEqual(timeout.body, {
        factorResult: 'TIMEOUT',
        _links: { activate: { href: activate, hints: { allow: ['POST'] } } },
      });
      const renewed = await calls.activate(id);
      assert.equal(renewed.body.factorResult, 'WAITING');
      assert.deepEqual((await calls.activate(id)).body, renewed.body, 'until it expires it is the same');
      over(await phone().enroll(link));
      assert.equal((await phone().enroll(await linkIn(w, renewed.body._links.qrcode))).status, 200);
      assert.equal((await calls.pollActivation(id)).body.status, 'ACTIVE');
    });

    test('a link is good after a restart, and one that was used is still used', async (t) => {
      const [unused, used] = [await pendingPush(w), await pendingPush(w)];
      assert.equal((await phone().enroll(used.link)).status, 200);
      const second = await anotherProcess(w);
      t.after(() => second.close());
      const other = () => new TestDevice(wireOf({ ...w, call: second.call }));
      assert.equal((await other().enroll(unused.link)).status, 200);
      over(await other().enroll(used.link));
    });

    test('a statement of enrollment that is sent again does not enroll again', async () => {
      const push = await activePush(w);
      const invited = await push.calls.invite(push.id);
      const device = phone();
      const told = {
        ...readLink(await linkIn(w, invited.body._links.qrcode)),
        name: 'n',
        platform: 'WEB',
        version: '1',
      };
      const signed = statement({ jwk: device.key.jwk }, device.claims('enroll', told), device.key);
      assert.equal((await device.post('enroll', signed)).status, 200);
      over(await device.post('enroll', signed));
      assert.equal((await push.calls.devices(push.id)).body.length, 2);
    });

    test('a key that a device of the factor has already is refused', async () => {
      const push = await activePush(w);
      const link = await linkIn(w, (await push.calls.invite(push.id)).body._links.qrcode);
      const copy = push.device.movedTo(push.device.wire);
      over(await copy.enroll(link));
    });

    test('nobody enrolls for a user who was deactivated', async () => {
      const { link, user } = await pendingPush(w);
      assert.equal((await w.call('POST', `/api/v1/users/${user.id}/lifecycle/deactivate`)).status, 200);
      over(await phone().enroll(link));
    });

    test('push that is switched off cannot be activated', async () => {
      const { link } = await pendingPush(w);
      const own = (await w.call('GET', '/api/v1/authenticators')).body.find(
        ({ key }: { key: string }) => key === 'okta_verify',
      );
      const method = `/api/v1/authenticators/${own.id}/methods/push/lifecycle`;
      assert.equal((await w.call('POST', `${method}/deactivate`)).status, 200);
      const reply = await phone().enroll(link);
      assert.deepEqual([reply.status, reply.body.errorCode], [400, 'E0000001']);
      assert.equal((await w.call('POST', `${method}/activate`)).status, 200);
      assert.equal((await phone().enroll(link)).status, 200);
    });

    test('an Okta TOTP enrolled before makes way for the one of the device', async () => {
      const { link, calls, user } = await pendingPush(w);
      const totp = { factorType: 'token:software:totp', provider: 'OKTA' };
      const before = (await w.call('POST', calls.factors, totp)).body.id;
      assert.equal((await phone().enroll(link)).status, 200);
      const gone = heard(await calls.get(before));
      assert.equal(gone.status, 404);
      assert.match(gone.causes.join(), /replaced by a newer enrollment/);
      const kinds = (await calls.list()).body.map(({ factorType }: { factorType: string }) => factorType);
      assert.equal(kinds.filter((kind: string) => kind === 'token:software:totp').length, 1, user.id);
    });

    test('signed_nonce cannot be enrolled, and nothing of push is activated or verified with a code', async () => {
      const { calls, id } = await activePush(w);
      const nonce = heard(await w.call('POST', calls.factors, { factorType: 'signed_nonce', provider: 'OKTA' }));
      assert.deepEqual([nonce.status, nonce.code], [400, 'E0000001']);
      assert.match(nonce.causes.join(), /enroll push/);
      const catalog = (await w.call('GET', `${calls.factors}/catalog`)).body;
      assert.ok(!catalog.some(({ factorType }: { factorType: string }) => factorType === 'signed_nonce'));
      const own = (await calls.list()).body.find((one: { id: string }) => one.id.startsWith('crp'));
      assert.equal(own._links.verify, undefined);
      for (const factor of [id, own.id]) {
        for (const body of [{ passCode: '123456' }, { useNumberMatchingChallenge: true, passCode: '1' }]) {
          const reply = heard(await calls.challenge(factor, body));
          assert.deepEqual([reply.status, reply.code], [400, 'E0000001'], JSON.stringify(reply));
        }
      }
      assert.equal((await calls.challenge(own.id)).status, 400);
      assert.equal((await calls.challenge(id, { useNumberMatchingChallenge: 'yes' })).status, 400);
    });

    test('the link’s token and the TOTP secret are nowhere in the database or the log in the clear', async () => {
      const pending = await pendingPush(w);
      await w.call('POST', `${pending.calls.factors}/${pending.id}/lifecycle/activate/email`);
      const { device, link } = await activePush(w);
      const secrets = [pending.link, link].map((one) => readLink(one).activation).concat(device.totp);
      assert.deepEqual(disclosures(await everyRow(w), secrets), []);
    });

    test('enrollments at once leave one pending push, and an active one is not enrolled over', async () => {
      const { calls } = await pendingPush(w);
      const replies = await atOnce(5, () => calls.enroll());
      assert.ok(count(replies, 200) >= 1);
      assert.equal((await calls.list()).body.length, 1);
      const active = await activePush(w);
      const second = heard(await active.calls.enroll());
      assert.deepEqual([second.status, second.causes[0]], [400, 'A factor of this type is already set up.']);
    });
  });
}
