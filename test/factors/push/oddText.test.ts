import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestDevice } from '../../support/devices/device.ts';
import { activePush, pendingPush, wireOf } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`odd text from devices: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('a NUL, which no text of PostgreSQL can hold, is refused and is no failure', async () => {
      const { device } = await activePush(w);
      const answered = await device.answer('v2mst.\0', 'APPROVE');
      assert.deepEqual([answered.status, answered.headers['cofactor-reason']], [401, 'MALFORMED']);
      const { link } = await pendingPush(w);
      for (const odd of [{ user: '\0' }, { factor: 'opf\0' }]) {
        const reply = await new TestDevice(wireOf(w)).enroll(link, odd);
        assert.deepEqual([reply.status, reply.headers['cofactor-reason']], [401, 'MALFORMED']);
      }
    });

    test('a name that cannot be seen, or that turns around what stands beside it, is refused; others are kept as they are', async () => {
      const { link, id, calls } = await pendingPush(w);
      const enroll = (name: string) => new TestDevice(wireOf(w)).enroll(link, { name });
      for (const name of ['', ' ', '\0', 'a\nb', '\u202egnp.exe', '\u2066x', '\x7f', '\x9b31m']) {
        assert.equal((await enroll(name)).status, 401, JSON.stringify(name));
      }
      const name = "Ada's 👩‍💻 <b>phone</b>";
      assert.equal((await enroll(name)).status, 200);
      assert.equal((await calls.get(id)).body.profile.name, name);
    });
  });
}
