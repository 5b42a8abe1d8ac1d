import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { crowd } from '../support/messages/crowd.ts';
import { guardedWorld } from '../support/messages/guarded.ts';
import { usualDay } from '../support/messages/usualDay.ts';

for (const engine of ENGINES) {
  const users = crowd(engine, 2_000);
  describe(`a usual day: ${engine}`, () => {
    test(`${users} users of six countries enroll, retry, give up and come back, and no message is kept back`, async () => {
      const w = await guardedWorld(engine);
      const sent = await usualDay(w, users);
      assert.ok(sent > 1.25 * users, `${sent} messages`);
      const [row] = await w.engine.read({
        text: 'select count(*) as n, count(verified_at) as verified from messages where status = $1',
        values: ['ACCEPTED'],
      });
      assert.equal(Number(row?.n), sent);
      assert.ok(Number(row?.verified) < 0.8 * sent, 'some codes did not come back');
      assert.deepEqual(
        await w.engine.read({ text: "select id from messages where status = 'BLOCKED'", values: [] }),
        [],
      );
      await w.close();
    });
  });
}
