import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { newVapidKeys } from '../../src/crypto/vapidKeys.ts';
import type { Prompts } from '../../src/delivery/prompts.ts';
import { createWebPush, type WebPushFailure } from '../../src/delivery/webPush.ts';
import { createGuard, loopbackAllowed, nothingAllowed, type OutgoingPolicy } from '../../src/outgoing/guard.ts';
import { createPost } from '../../src/outgoing/post.ts';
import { FakeClock } from '../support/clock.ts';
import { type PushService, pushService, type Subscription } from '../support/devices/pushService.ts';

const SUBJECT = 'https://mfa.example.com';
const KID = '00u1.opf1.dev1';
const keys = newVapidKeys();
const clock = new FakeClock();

describe('Web Push', () => {
  let service: PushService;
  let failures: WebPushFailure[];
  let gone: string[];
  before(async () => {
    service = await pushService();
  });
  after(() => service.close());
  beforeEach(() => {
    service.received.length = 0;
    service.status = 201;
    failures = [];
    gone = [];
  });

  const open = (policy: OutgoingPolicy = loopbackAllowed): Prompts =>
    createWebPush({
      post: createPost({ guard: createGuard(policy), timeoutMs: 5_000 }),
      keys: async () => keys,
      subject: () => SUBJECT,
      now: clock.now,
      gone: async (kid, { endpoint }) => gone.push(`${kid} ${endpoint}`),
      failed: (failure) => failures.push(failure),
    });
  const send = (prompts: Prompts, ...subscriptions: readonly (Subscription | undefined)[]): void =>
    prompts.send({
      userId: '00u1',
      factorId: 'opf1',
      transactionId: 'v2mst.secret',
      expires: clock.now().add({ minutes: 5 }),
      organization: 'Acme',
      devices: subscriptions.map((subscription) => ({
        kid: KID,
        name: 'Phone',
        ...(subscription && { subscription }),
      })),
    });
  const failed = async (): Promise<WebPushFailure> => {
    for (let tries = 0; failures.length === 0 && tries < 500; tries++)
      await new Promise((next) => setTimeout(next, 10));
    return failures[0] as WebPushFailure;
  };

  test('a device is told that somebody asks and which account, and nothing else, in what only it can read', async () => {
    send(open(), service.subscribe());
    const [message] = await service.messages(1);
    assert.deepEqual(JSON.parse(message?.text ?? ''), { kid: KID });
    assert.equal(message?.headers['content-encoding'], 'aes128gcm');
    assert.deepEqual([message?.headers.ttl, message?.headers.urgency], ['300', 'high']);
  });

  test('who watches the push service cannot tell messages apart by their length', async () => {
    const prompts = open();
    send(prompts, service.subscribe());
    send(prompts, service.subscribe());
    const [one, other] = await service.messages(2);
    assert.equal(one?.length, other?.length);
    assert.equal(one?.length, 4096);
  });

  test('the push service knows who sends: by the key that browsers subscribed with, and for itself alone', async () => {
    const prompts = open();
    send(prompts, service.subscribe());
    const [message] = await service.messages(1);
    const { key, aud, sub, exp } = message?.sender ?? {};
    assert.equal(key, await prompts.publicKey());
    assert.deepEqual([aud, sub], [service.origin, SUBJECT]);
    const hours = (Number(exp) - Temporal.Now.instant().epochMilliseconds / 1000) / 3600;
    assert.ok(hours > 0 && hours <= 24, `RFC 8292 section 2: at most 24 hours, and it is ${hours}`);
  });

  test('every device with a subscription is told, others are left to ask', async () => {
    const [a, b] = [service.subscribe(), service.subscribe()];
    send(open(), a, undefined, b);
    const paths = (await service.messages(2)).map(({ path }) => service.origin + path);
    assert.deepEqual(paths.sort(), [a.endpoint, b.endpoint].sort());
    assert.deepEqual(failures, []);
  });

  for (const status of [404, 410]) {
    test(`a subscription that answers ${status} is dropped`, async () => {
      service.status = status;
      const subscription = service.subscribe();
      send(open(), subscription);
      assert.equal((await failed()).reason, `status ${status}`);
      await new Promise((next) => setTimeout(next, 20));
      assert.deepEqual(gone, [`${KID} ${subscription.endpoint}`]);
    });
  }

  test('one that answers anything else stays, and the log says who failed without the address, which is a secret', async () => {
    service.status = 500;
    send(open(), service.subscribe('/push/very-secret'));
    const failure = await failed();
    assert.deepEqual(failure, { kid: KID, service: new URL(service.origin).host, reason: 'status 500' });
    assert.deepEqual(gone, []);
  });

  const unreachable: readonly (readonly [what: string, endpoint: string, reason: RegExp])[] = [
    ['a push service that is not there', 'https://localhost:1/push/very-secret', /^ECONNREFUSED$/],
    ['an endpoint without TLS', 'http://localhost:1/push/very-secret', /^the address is not https$/],
    ['an endpoint that is https in name only', 'https://very-secret:x/', /./],
    ['an endpoint that is no address', 'very-secret', /^the address is not https$/],
  ];
  for (const [what, endpoint, reason] of unreachable) {
    test(`${what} is logged without the address, and reaches nobody as an exception`, async () => {
      send(open(), { ...service.subscribe(), endpoint });
      const failure = await failed();
      assert.match(failure.reason, reason);
      assert.doesNotMatch(JSON.stringify(failure), /very-secret/);
    });
  }

  test('a device whose key is none is logged and disturbs nobody else', async () => {
    const broken = { ...service.subscribe(), keys: { p256dh: 'AAAA', auth: 'AAAA' } };
    const good = service.subscribe();
    send(open(), broken, good);
    const [message] = await service.messages(1);
    assert.equal(service.origin + message?.path, good.endpoint);
    assert.equal((await failed()).kid, KID);
  });

  for (const host of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '[::1]', 'localhost']) {
    test(`a device that names ${host} as its push service cannot have us call our own network`, async () => {
      send(open(nothingAllowed), { ...service.subscribe(), endpoint: `https://${host}/x` });
      assert.equal((await failed()).reason, 'the address may not be called');
      assert.equal(service.received.length, 0);
    });
  }
});
