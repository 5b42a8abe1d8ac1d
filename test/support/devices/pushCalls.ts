import assert from 'node:assert/strict';
import { person } from '../users/people.ts';
import { type Answer, BASE, type CallOptions, type World } from '../world.ts';
import { type DeviceWire, TestDevice } from './device.ts';
import { scanQr } from './scanQr.ts';

/** A way for devices to reach a world. */
export const wireOf = (w: World): DeviceWire => ({
  audience: BASE,
  now: () => w.clock.now().epochMilliseconds,
  send: (method, path, { body, authorization }) =>
    w.call(method, path, body, { token: null, headers: authorization === undefined ? {} : { authorization } }),
});

/** The text behind the QR code that a reply shows. */
export async function linkIn(w: World, { href }: { readonly href: string }): Promise<string> {
  const picture = await w.app.inject({ method: 'GET', url: href.slice(BASE.length) });
  assert.equal(picture.statusCode, 200, picture.payload);
  return scanQr(picture.rawPayload);
}

export type PushCalls = ReturnType<typeof pushCalls>;

/** A caller's requests about a user's push factor. */
export function pushCalls(w: World, userId: string) {
  const factors = `/api/v1/users/${userId}/factors`;
  return {
    userId,
    factors,
    list: () => w.call('GET', factors),
    enroll: () => w.call('POST', factors, { factorType: 'push', provider: 'OKTA' }),
    get: (id: string) => w.call('GET', `${factors}/${id}`),
    activate: (id: string) => w.call('POST', `${factors}/${id}/lifecycle/activate`),
    pollActivation: (id: string) => w.call('POST', `${factors}/${id}/lifecycle/activate/poll`),
    challenge: (id: string, body?: object, options?: CallOptions) =>
      w.call('POST', `${factors}/${id}/verify`, body, options),
    transaction: (id: string, transactionId: string, query = '') =>
      w.call('GET', `${factors}/${id}/transactions/${transactionId}${query}`),
    cancel: (id: string, transactionId: string) => w.call('DELETE', `${factors}/${id}/transactions/${transactionId}`),
    remove: (id: string) => w.call('DELETE', `${factors}/${id}`),
    devices: (id: string) => w.call('GET', `${factors}/${id}/devices`),
    invite: (id: string) => w.call('POST', `${factors}/${id}/devices`),
    removeDevice: (id: string, deviceId: string) => w.call('DELETE', `${factors}/${id}/devices/${deviceId}`),
  };
}

/** Somebody with a pending push factor, and its activation link. */
export async function pendingPush(w: World) {
  const user = await person(w);
  const calls = pushCalls(w, user.id);
  const enrolled = await calls.enroll();
  assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
  const link = await linkIn(w, enrolled.body._embedded.activation._links.qrcode);
  return { user, calls, enrolled, id: enrolled.body.id as string, link };
}

/** Somebody whose device has activated push. */
export async function activePush(w: World) {
  const pending = await pendingPush(w);
  const device = new TestDevice(wireOf(w));
  const reply = await device.enroll(pending.link);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  const ask = async (body?: object): Promise<Answer> => {
    const asked = await pending.calls.challenge(pending.id, body);
    assert.equal(asked.status, 201, JSON.stringify(asked.body));
    return asked;
  };
  return {
    ...pending,
    device,
    /** Challenges, and gives the transaction's id. */
    ask: async (body?: object) => (await ask(body)).body.transactionId as string,
  };
}

/** One more device of the same factor. */
export async function anotherDevice(w: World, { calls, id }: { readonly calls: PushCalls; readonly id: string }) {
  const invited = await calls.invite(id);
  assert.equal(invited.status, 200, JSON.stringify(invited.body));
  const device = new TestDevice(wireOf(w));
  const reply = await device.enroll(await linkIn(w, invited.body._links.qrcode), { name: 'Another', platform: 'IOS' });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return device;
}
