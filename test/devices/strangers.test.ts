import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { TestDevice } from '../support/devices/device.ts';
import { activePush, pendingPush, wireOf } from '../support/devices/pushCalls.ts';
import { type World, world } from '../support/world.ts';

/** A link of the right form that nobody was given. */
const NO_LINK = 'https://cofactor.test/authenticator/#/activate/00u1/opf1/none';

async function guarded(t: TestContext): Promise<World> {
  const proxies = { hops: 1, proxies: [], endUserHeader: 'x-forwarded-for', privateEndUsers: false };
  const w = await world('sqlite', { strangerLimit: 5, proxies });
  t.after(() => w.close());
  return w;
}

/** A device without a factor, somewhere. */
function stranger(w: World, address: string): TestDevice {
  return new TestDevice({
    ...wireOf(w),
    send: (method, path, { body, authorization }) =>
      w.call(method, path, body, {
        token: null,
        headers: { 'x-forwarded-for': address, ...(authorization !== undefined && { authorization }) },
      }),
  });
}

const statuses = async (times: number, ask: () => Promise<{ readonly status: number }>) => {
  const found: number[] = [];
  for (let time = 0; time < times; time++) found.push((await ask()).status);
  return found;
};

test('flood of enrollments, each with a fresh key: an address has five a minute here, another address its own', async (t) => {
  const w = await guarded(t);
  const enroll = (address: string) => () => stranger(w, address).enroll(NO_LINK);
  assert.deepEqual(await statuses(7, enroll('203.0.113.7')), [403, 403, 403, 403, 403, 429, 429]);
  assert.deepEqual(await statuses(1, enroll('198.51.100.7')), [403]);
  w.clock.advance({ minutes: 1 });
  assert.deepEqual(await statuses(1, enroll('203.0.113.7')), [403]);
});

test('flood of addresses of one IPv6 network is a flood from one address', async (t) => {
  const w = await guarded(t);
  let n = 0;
  const asked = await statuses(6, () => stranger(w, `2001:db8:1:2::${++n}`).enroll(NO_LINK));
  assert.deepEqual(asked, [403, 403, 403, 403, 403, 429]);
});

test('flood of statements by devices that there are not: 401 five times, then 429', async (t) => {
  const w = await guarded(t);
  const unknown = stranger(w, '203.0.113.7');
  unknown.kid = '00u1.opf1.dev1';
  assert.deepEqual(await statuses(6, () => unknown.transactions()), [401, 401, 401, 401, 401, 429]);
});

test('a device at the address of a flood is let in all the same', async (t) => {
  const w = await guarded(t);
  const { device, ask } = await activePush(w);
  const phone = device.movedTo(stranger(w, '203.0.113.7').wire);
  await statuses(20, () => stranger(w, '203.0.113.7').enroll(NO_LINK));
  await ask();
  assert.equal((await phone.transactions()).status, 200);
  assert.equal((await phone.decide('APPROVE')).body.factorResult, 'SUCCESS');
});

test('who was refused for the flood can enroll a minute later: nothing of the link is used up', async (t) => {
  const w = await guarded(t);
  const { link } = await pendingPush(w);
  await statuses(5, () => stranger(w, '203.0.113.7').enroll(NO_LINK));
  const device = stranger(w, '203.0.113.7');
  assert.equal((await device.enroll(link)).status, 429);
  w.clock.advance({ minutes: 1 });
  assert.equal((await device.enroll(link)).status, 200);
});
