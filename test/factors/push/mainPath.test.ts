import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestDevice } from '../../support/devices/device.ts';
import { activePush, pendingPush, wireOf } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { authenticator } from '../../support/factors/authenticator.ts';
import { BASE, type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('a pending push factor shows how a device comes to it, and nothing else', async () => {
      const { enrolled, calls, id, link } = await pendingPush(w);
      const self = `${BASE}${calls.factors}/${id}`;
      const { created, lastUpdated, ...rest } = enrolled.body;
      const qr = rest._embedded.activation._links.qrcode.href as string;
      assert.deepEqual(rest, {
        id,
        factorType: 'push',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'PENDING_ACTIVATION',
        _links: {
          poll: { href: `${self}/lifecycle/activate/poll`, hints: { allow: ['POST'] } },
          self: { href: self, hints: { allow: ['GET'] } },
          user: { href: `${BASE}/api/v1/users/${calls.userId}`, hints: { allow: ['GET'] } },
        },
        _embedded: {
          activation: {
            expiresAt: w.clock.now().add({ minutes: 10 }).toString({ fractionalSecondDigits: 3 }),
            factorResult: 'WAITING',
            _links: {
              qrcode: { href: qr, type: 'image/png' },
              send: ['email', 'sms'].map((name) => ({
                name,
                href: `${self}/lifecycle/activate/${name}`,
                hints: { allow: ['POST'] },
              })),
            },
          },
        },
      });
      assert.match(id, /^opf/);
      assert.match(link, new RegExp(`^${BASE}/authenticator/#/activate/${calls.userId}/${id}/[\\w-]{43}$`));
      assert.ok(!qr.includes(link.split('/').at(-1) ?? ''), 'the picture has a secret of its own');
    });

    test('a device activates push, Okta TOTP and signed_nonce at once', async () => {
      const { calls, id, link } = await pendingPush(w);
      const waiting = await calls.pollActivation(id);
      assert.deepEqual([waiting.status, waiting.body.factorResult], [200, 'WAITING']);
      assert.deepEqual((await calls.activate(id)).body, waiting.body);
      const device = new TestDevice(wireOf(w));
      const reply = await device.enroll(link);
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
      const factors = (await calls.list()).body;
      assert.deepEqual(
        factors.map((factor: { factorType: string; status: string }) => [factor.factorType, factor.status]).sort(),
        [
          ['push', 'ACTIVE'],
          ['signed_nonce', 'ACTIVE'],
          ['token:software:totp', 'ACTIVE'],
        ],
      );
      assert.equal(new Set(factors.map(({ created }: { created: string }) => created)).size, 1);
      assert.equal(new Set(factors.map(({ lastUpdated }: { lastUpdated: string }) => lastUpdated)).size, 1);
      const push = (await calls.pollActivation(id)).body;
      assert.deepEqual([push.id, push.status, push.factorResult, push._embedded], [id, 'ACTIVE', undefined, undefined]);
      assert.deepEqual(push.profile.keys, [{ ...device.key.jwk, use: 'sig', kid: 'default' }]);
      assert.deepEqual((await calls.activate(id)).body, push);
      const totp = factors.find(({ factorType }: { factorType: string }) => factorType === 'token:software:totp');
      const passCode = authenticator(device.totp, w.clock).code();
      assert.equal((await w.call('POST', `${calls.factors}/${totp.id}/verify`, { passCode })).status, 200);
    });

    test('a challenge is answered with 201, approved on the device, and polled to SUCCESS', async () => {
      const { calls, id, device } = await activePush(w);
      const asked = await calls.challenge(id);
      assert.equal(asked.status, 201);
      const self = `${BASE}${calls.factors}/${id}/transactions/${asked.body.transactionId}`;
      assert.match(asked.body.transactionId, /^v2mst\.[\w-]{22}$/);
      assert.deepEqual(asked.body, {
        factorResult: 'WAITING',
        profile: (await calls.get(id)).body.profile,
        expiresAt: w.clock.now().add({ minutes: 5 }).toString({ fractionalSecondDigits: 3 }),
        transactionId: asked.body.transactionId,
        _links: {
          cancel: { href: self, hints: { allow: ['DELETE'] } },
          poll: { href: self, hints: { allow: ['GET'] } },
        },
      });
      assert.equal(w.prompts.at(-1)?.transactionId, asked.body.transactionId);
      const { body } = await device.transactions();
      assert.deepEqual(
        body.transactions.map(({ id: its }: { id: string }) => its),
        [asked.body.transactionId],
      );
      const answered = await device.answer(asked.body.transactionId, 'APPROVE');
      assert.deepEqual([answered.status, answered.body], [200, { factorResult: 'SUCCESS' }]);
      const polled = await calls.transaction(id, asked.body.transactionId);
      assert.deepEqual([polled.status, polled.body], [200, { factorResult: 'SUCCESS' }]);
      assert.deepEqual((await device.transactions()).body.transactions, []);
    });
  });
}
