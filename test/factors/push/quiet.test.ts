import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { type CallOptions, type World, world } from '../../support/world.ts';

const at = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
const HOME = at('203.0.113.7');

for (const engine of ENGINES) {
  describe(`push under attack: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** A user whom an address is known to, since they approved a push that was asked for from there. */
    async function atHome() {
      const made = await activePush(w);
      const { calls, id, device } = made;
      const home = async () => {
        const { status, body } = await calls.challenge(id, undefined, HOME);
        assert.equal(status, 201, JSON.stringify(body));
        return body;
      };
      const { transactionId } = await home();
      assert.equal((await device.answer(transactionId, 'APPROVE')).body.factorResult, 'SUCCESS');
      const result = async (transaction: string) => (await calls.transaction(id, transaction)).body.factorResult;
      const stranger = (n: number) => calls.challenge(id, undefined, at(`198.51.100.${n}`));
      return { ...made, home, result, stranger };
    }

    test("a stranger's challenge does not cancel the push of somebody the user knows, nor does that cancel it", async () => {
      const { home, result, stranger, device } = await atHome();
      const { transactionId: own } = await home();
      const { transactionId: theirs } = (await stranger(1)).body;
      assert.deepEqual([await result(own), await result(theirs)], ['WAITING', 'WAITING']);
      const { transactionId: again } = await home();
      assert.deepEqual([await result(own), await result(theirs)], ['CANCELLED', 'WAITING']);
      assert.equal((await device.answer(again, 'APPROVE')).body.factorResult, 'SUCCESS');
    });

    test('strangers have one question together, however many addresses they have', async () => {
      const { result, stranger } = await atHome();
      const first = (await stranger(1)).body.transactionId;
      const second = (await stranger(2)).body.transactionId;
      assert.deepEqual([await result(first), await result(second)], ['CANCELLED', 'WAITING']);
    });

    test('push bombing by strangers: they have to wait, and the owner asks at once all the same', async () => {
      const { home, stranger, device } = await atHome();
      for (let n = 0; n < 5; n++) assert.equal((await stranger(n)).status, 201);
      const sixth = await stranger(6);
      assert.deepEqual([sixth.status, sixth.headers['cofactor-retry-after']], [429, '30']);
      const rung = w.prompts.length;
      const asked = await home();
      assert.equal(w.prompts.length, rung, 'the phone has rung five times in this hour');
      const number = asked._embedded.challenge.correctAnswer;
      const shown = (await device.transactions()).body.transactions;
      assert.ok(
        shown.some(({ id }: { id: string }) => id === asked.transactionId),
        'the opened app has it',
      );
      assert.equal((await device.answer(asked.transactionId, 'APPROVE')).status, 400, 'a number is to be picked');
      assert.equal((await device.answer(asked.transactionId, 'APPROVE', { number })).body.factorResult, 'SUCCESS');
      await home();
      assert.equal(w.prompts.length, rung + 1, 'an approval lets it ring again');
    });

    test('a silent phone rings five times an hour and twenty a day, and the owner is never told to wait', async () => {
      const { home } = await atHome();
      const before = w.prompts.length;
      const rings: number[] = [];
      for (let hour = 0; hour < 24; hour++) {
        const rung = w.prompts.length;
        for (let n = 0; n < 7; n++) {
          await home();
          w.clock.advance({ minutes: 8 });
        }
        w.clock.advance({ minutes: 4 });
        rings.push(w.prompts.length - rung);
      }
      assert.ok(
        rings.every((times) => times <= 5),
        rings.join(),
      );
      assert.ok(w.prompts.length - before <= 20, `${w.prompts.length - before} rings in a day`);
      assert.ok(w.prompts.length - before >= 5);
    });

    test("denying strangers' questions costs the owner nothing", async () => {
      const { home, stranger, device } = await atHome();
      await device.answer((await stranger(1)).body.transactionId, 'NOT_ME');
      assert.equal((await stranger(2)).headers['cofactor-retry-after'], '900');
      const rung = w.prompts.length;
      const { _embedded } = await home();
      assert.deepEqual([_embedded, w.prompts.length - rung], [undefined, 1]);
    });

    test('after questions of their own that were denied an owner asks on, quietly and with a number', async () => {
      const { home, device } = await atHome();
      for (let n = 0; n < 2; n++) await device.answer((await home()).transactionId, 'DENY');
      const rung = w.prompts.length;
      const { _embedded } = await home();
      assert.equal(w.prompts.length, rung);
      assert.equal(typeof _embedded.challenge.correctAnswer, 'number');
    });

    test('explain tells that the phone does not ring, and what to do', async () => {
      const { home, user } = await atHome();
      for (let n = 0; n < 6; n++) await home();
      const { diagnosis, next } = (await w.call('GET', `/api/v1/users/${user.id}/explain`)).body;
      assert.match(diagnosis.text, /does not ring/);
      assert.match(next, /open the app/);
    });
  });
}
