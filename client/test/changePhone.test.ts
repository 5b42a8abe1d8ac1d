import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createClient } from '../src/createClient.ts';
import { activate } from '../src/flows/activate.ts';
import { changePhone } from '../src/flows/changePhone.ts';
import type { SmsFactor } from '../src/flows/enrolling.ts';
import type { Backend } from './support/backend.ts';
import { backends, flowUsers } from './support/flowUsers.ts';
import { type Death, killedAfter } from './support/killed.ts';

for (const [name, start] of backends) {
  describe(`changePhone: ${name}`, () => {
    let b: Backend;
    let client: ReturnType<typeof createClient>;
    before(async () => {
      b = await start();
      client = createClient(b.options);
    });
    after(() => b.close());
    const { number, shown, activeUser } = flowUsers(() => ({ b, client }));

    test('to the number the user has changes nothing', async () => {
      const { userId, phone, factor } = await activeUser();
      const change = await changePhone(client, userId, phone);
      assert.deepEqual([change.outcome, (change as { factor: SmsFactor }).factor.id], ['active', factor.id]);
    });

    test('for a user without a phone enrolls it', async () => {
      const [userId, phone] = [await b.newUser(), number()];
      assert.equal((await changePhone(client, userId, phone)).outcome, 'sent');
      assert.deepEqual(await shown(userId), [['PENDING_ACTIVATION', phone]]);
    });

    test('keeps the old phone until the new one is verified, where the server can', async () => {
      const { userId, phone } = await activeUser();
      const next = number();
      const change = await changePhone(client, userId, next);
      assert.equal(change.outcome, 'sent');
      const pending = ['PENDING_ACTIVATION', next];
      assert.deepEqual(await shown(userId), b.keepsOldPhone ? [['ACTIVE', phone], pending] : [pending]);
      const { factor } = change as { factor: SmsFactor };
      assert.equal((await activate(client, userId, factor, b.code(next))).outcome, 'activated');
      assert.deepEqual(await shown(userId), [['ACTIVE', next]]);
    });

    test('back to the old number gives up what was begun', async () => {
      const { userId, phone } = await activeUser();
      await changePhone(client, userId, number());
      b.advance(30);
      const back = await changePhone(client, userId, phone);
      assert.equal(back.outcome, 'active', JSON.stringify(back));
      assert.deepEqual(await shown(userId), [['ACTIVE', phone]]);
    });

    test('asked for by five at once, one message is sent and all hear of it', async () => {
      const { userId } = await activeUser();
      const next = number();
      const changes = await Promise.all(Array.from({ length: 5 }, () => changePhone(client, userId, next)));
      assert.deepEqual(
        changes.map(({ outcome }) => outcome),
        ['sent', 'sent', 'sent', 'sent', 'sent'],
      );
      assert.equal(b.messages(next), 1);
      assert.deepEqual(
        (await shown(userId)).filter(([status]) => status === 'PENDING_ACTIVATION'),
        [['PENDING_ACTIVATION', next]],
      );
    });

    for (const death of ['before the request', 'before the answer'] satisfies Death[]) {
      test(`killed ${death} at every step and run again: exactly one active factor, and never none`, async () => {
        let killed = 0;
        for (let lives = 0; ; lives++) {
          const { userId } = await activeUser();
          const next = number();
          const fetch = killedAfter(lives, death);
          const mortal = createClient({ ...b.options, fetch, maxRetries: 0 });
          const run = async (by: typeof client) => {
            const change = await changePhone(by, userId, next);
            if (change.outcome === 'active') return;
            assert.equal(change.outcome, 'sent', JSON.stringify(change));
            const { factor } = change as { factor: SmsFactor };
            const done = await activate(by, userId, factor, b.code(next));
            assert.equal(done.outcome, 'activated', JSON.stringify(done));
          };
          await assert.doesNotReject(run(mortal).catch((error) => assert.ok(fetch.died(), error)));
          if (!fetch.died()) break;
          killed += 1;
          if (b.keepsOldPhone) {
            assert.equal((await shown(userId)).filter(([status]) => status === 'ACTIVE').length, 1, `after ${lives}`);
          }
          await run(client);
          assert.deepEqual(await shown(userId), [['ACTIVE', next]], `after ${lives}`);
        }
        assert.ok(killed >= 3, `there were ${killed} steps`);
      });
    }
  });
}
