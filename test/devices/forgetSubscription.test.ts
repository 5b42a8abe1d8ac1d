import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forgetSubscription } from '../../src/operations/devices/forgetSubscription.ts';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { type World, world } from '../support/world.ts';

const to = (name: string) => ({ endpoint: `https://push.example/${name}`, keys: { p256dh: 'p', auth: 'a' } });

for (const name of ENGINES) {
  describe(`a subscription that is gone, on ${name}`, () => {
    let w: World;
    before(async () => {
      w = await world(name);
    });
    after(() => w.close());

    async function subscribed() {
      const push = await activePush(w);
      assert.equal((await push.device.subscribe(to('one'))).status, 200);
      const wokenAt = async () => {
        await push.ask();
        return w.prompts.at(-1)?.devices[0]?.subscription?.endpoint;
      };
      return { ...push, wokenAt };
    }

    test('is dropped, also when it is told five times at once, and the device can subscribe again', async () => {
      const { device, wokenAt } = await subscribed();
      await Promise.all([1, 2, 3, 4, 5].map(() => forgetSubscription(w.services, device.kid, to('one').endpoint)));
      assert.equal(await wokenAt(), undefined);
      await device.subscribe(to('two'));
      assert.equal(await wokenAt(), to('two').endpoint);
    });

    test('does not take a newer one along: news of the old one may come late', async () => {
      const { device, wokenAt } = await subscribed();
      await device.subscribe(to('two'));
      await forgetSubscription(w.services, device.kid, to('one').endpoint);
      assert.equal(await wokenAt(), to('two').endpoint);
    });

    test('is dropped though the device has another key by now', async () => {
      const { device, wokenAt } = await subscribed();
      await device.rotate();
      await forgetSubscription(w.services, device.kid, to('one').endpoint);
      assert.equal(await wokenAt(), undefined);
    });

    test('of a device that was removed, or never was, is no failure', async () => {
      const { device } = await subscribed();
      await device.remove();
      await forgetSubscription(w.services, device.kid, to('one').endpoint);
      await forgetSubscription(w.services, 'nobody', to('one').endpoint);
    });

    test('an endpoint that could only be called without TLS is refused when it is told', async () => {
      const { device } = await subscribed();
      for (const endpoint of ['http://push.example/x', 'ftp://push.example/x', 'push.example', '']) {
        const reply = await device.subscribe({ ...to('one'), endpoint });
        assert.equal(reply.status, 401, endpoint);
        assert.match(JSON.stringify(reply.body.errorCauses), /endpoint/, endpoint);
      }
    });
  });
}
