import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { apiToken } from '../support/access/administrators.ts';
import { type Running, start } from '../support/command.ts';
import { TestDevice } from '../support/devices/device.ts';
import { activePush, pendingPush, wireOf } from '../support/devices/pushCalls.ts';
import { eventHookSteps } from '../support/log/eventHookSteps.ts';
import { helpDeskSteps } from '../support/log/helpDeskSteps.ts';
import { type Played, playRequests } from '../support/log/playRequests.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { person } from '../support/users/people.ts';
import { force } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

/** Calls other than GET that change nothing: each with the reason. */
const changesNothing: Readonly<Record<string, string>> = {
  assignApplicationPolicy: 'there is one policy, which every app is under already',
  pollFactorActivation: 'it looks whether a phone has activated the factor, which is an event of the phone',
  replaceAuthenticatorMethod:
    'the collection sends what is so already; test/factors/securityKeys/settings.test.ts changes it',
  replayEventHookDeliveries:
    'the hook of the collection has missed nothing; test/hooks/eventDelivery.test.ts has one that did',
};

/** Whether the log has an event of the request with this id. */
async function hasEvent({ call }: Pick<Running, 'call'> | Pick<World, 'call'>, requestId: string): Promise<boolean> {
  const filter = `transaction.id eq "${requestId}"`;
  const query = new URLSearchParams({ filter, sortOrder: 'DESCENDING', since: '2020-01-01T00:00:00Z' });
  const { status, body } = await call('GET', `/api/v1/logs?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body.length > 0;
}

describe('the log has an event of every change', () => {
  let service: Running;
  let played: readonly Played[];
  let w: World;
  before(async () => {
    w = await world('sqlite');
    service = await start(['dev', '--database', 'sqlite::memory:']);
    played = await playRequests(service);
  });
  after(async () => {
    await service?.stop();
    await w.close();
  });

  test('each request of the Postman collection that changes something leaves an event of its own', async () => {
    const silent = new Set<string>();
    for (const { operation, method, status, requestId } of played) {
      if (method !== 'GET' && status < 300 && !(await hasEvent(service, requestId))) silent.add(operation);
    }
    assert.deepEqual([...silent].sort(), Object.keys(changesNothing).sort());
  });

  const others: Readonly<Record<string, (w: World) => Promise<{ readonly status: number; readonly headers: object }>>> =
    {
      async unlockUser(w) {
        const { id } = await person(w);
        await force(w, id, 'LOCKED_OUT');
        return w.call('POST', `/api/v1/users/${id}/lifecycle/unlock`);
      },
      async revokeUserSession(w) {
        const admin = await consoleUser(w);
        await admin.signIn();
        const [session] = (await w.call('GET', `/api/v1/users/${admin.id}/sessions`)).body;
        return w.call('DELETE', `/api/v1/users/${admin.id}/sessions/${session.id}`);
      },
      async revokeApiToken(w) {
        const { id } = await apiToken(w, { role: 'READ_ONLY_ADMIN' });
        return w.call('DELETE', `/api/v1/api-tokens/${id}`);
      },
      async revokeCurrentApiToken(w) {
        const { secret } = await apiToken(w, { role: 'SUPER_ADMIN' });
        return w.call('DELETE', '/api/v1/api-tokens/current', undefined, { token: secret });
      },
      async enrollDevice(w) {
        const { link } = await pendingPush(w);
        return new TestDevice(wireOf(w)).enroll(link);
      },
      async answerDeviceTransaction(w) {
        const { device, ask } = await activePush(w);
        w.clock.advance({ seconds: 30 });
        await ask();
        return device.decide('APPROVE');
      },
      replaceDeviceKey: async (w) => (await activePush(w)).device.rotate(),
      saveDeviceSubscription: async (w) => {
        const { device } = await activePush(w);
        const keys = {
          p256dh: Buffer.alloc(65, 4).toString('base64url'),
          auth: Buffer.alloc(16).toString('base64url'),
        };
        return device.subscribe({ endpoint: 'https://push.example.com/x', keys });
      },
      removeDevice: async (w) => (await activePush(w)).device.remove(),
      ...eventHookSteps,
      ...helpDeskSteps,
    };
  for (const [operation, call] of Object.entries(others)) {
    test(`${operation} leaves an event of its own`, async () => {
      const { status, headers } = await call(w);
      assert.ok(status < 300, String(status));
      const requestId = String(new Map(Object.entries(headers)).get('x-okta-request-id'));
      assert.ok(await hasEvent(w, requestId), operation);
    });
  }

  test('these are all operations of the contract that can change something', () => {
    const done = new Set(played.filter(({ status }) => status < 300).map(({ operation }) => operation));
    const changing = Object.entries<Operation>(operations).filter(([, { method }]) => method !== 'GET');
    assert.deepEqual(
      changing.map(([id]) => id).filter((id) => !done.has(id) && !Object.hasOwn(others, id)),
      // It goes the way of testMessageProvider, which is called above.
      ['testTelephonyProvider'],
    );
  });
});
