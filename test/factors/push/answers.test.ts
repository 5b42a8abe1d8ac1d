import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush, anotherDevice, wireOf } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { atOnce } from '../../support/parallel.ts';
import { anotherProcess, type World, world } from '../../support/world.ts';

/** Who may answer which transaction, how often, and who wins. */
for (const engine of ENGINES) {
  describe(`answers to push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const heardOf = ({ status, body }: { status: number; body: { errorCode?: string; factorResult?: string } }) =>
      `${status} ${body.errorCode ?? body.factorResult}`;
    const tally = (replies: readonly Parameters<typeof heardOf>[0][]) =>
      Object.fromEntries([...Map.groupBy(replies, heardOf)].map(([heard, all]) => [heard, all.length]));

    test('of twenty answers at once, each signed anew, exactly one counts', async () => {
      const { device, ask, calls, id, user } = await activePush(w);
      const transaction = await ask();
      const replies = await atOnce(20, (n) => device.answer(transaction, n % 2 ? 'DENY' : 'APPROVE'));
      const counted = replies.filter(({ status }) => status === 200);
      assert.equal(counted.length, 1, JSON.stringify(tally(replies)));
      assert.equal(tally(replies)['409 E0990013'], 19);
      assert.equal((await calls.transaction(id, transaction)).body.factorResult, counted[0]?.body.factorResult);
      const judged = (await w.store.log.ofUser(user.id)).filter(
        ({ event, detail }) => event === 'user.authentication.auth_via_mfa' && detail?.deviceId,
      );
      assert.equal(judged.length, 1);
    });

    test('replay: one signed answer sent twenty times at once counts once, and never again', async () => {
      const { device, ask } = await activePush(w);
      const signed = device.sign('answer', { transaction: await ask(), decision: 'APPROVE' });
      const replies = await atOnce(20, () => device.post('answer', signed));
      assert.equal(tally(replies)['200 SUCCESS'], 1);
      assert.equal(heardOf(await device.post('answer', signed)), '409 E0990013');
      await ask();
      assert.equal(heardOf(await device.post('answer', signed)), '409 E0990013');
    });

    test('relay: an answer to one transaction does not answer the next', async () => {
      const { device, ask, calls, id } = await activePush(w);
      const first = await ask();
      const signed = device.sign('answer', { transaction: first, decision: 'APPROVE' });
      const second = await ask();
      assert.equal(heardOf(await device.post('answer', signed)), '409 E0990013');
      assert.equal((await calls.transaction(id, first)).body.factorResult, 'CANCELLED');
      assert.equal((await calls.transaction(id, second)).body.factorResult, 'WAITING');
    });

    test('a device of another user, or of another factor, cannot answer', async () => {
      const [ours, theirs] = [await activePush(w), await activePush(w)];
      const transaction = await ours.ask();
      assert.equal(heardOf(await theirs.device.answer(transaction, 'APPROVE')), '404 E0000007');
      // Under a name made of ours and its own id, it is no device at all.
      const [, , deviceId] = theirs.device.kid.split('.');
      theirs.device.kid = `${ours.calls.userId}.${ours.id}.${deviceId}`;
      assert.equal(heardOf(await theirs.device.answer(transaction, 'APPROVE')), '401 E0990011');
      assert.equal((await ours.calls.transaction(ours.id, transaction)).body.factorResult, 'WAITING');
    });

    test('a transaction is found only under its own user and factor', async () => {
      const [ours, theirs] = [await activePush(w), await activePush(w)];
      const transaction = await ours.ask();
      const totp = (await ours.calls.list()).body.find((one: { id: string }) => one.id.startsWith('ost'));
      for (const reply of [
        await theirs.calls.transaction(theirs.id, transaction),
        await theirs.calls.transaction(ours.id, transaction),
        await ours.calls.transaction(theirs.id, transaction),
        await ours.calls.transaction(totp.id, transaction),
        await theirs.calls.cancel(theirs.id, transaction),
        await ours.calls.cancel(totp.id, transaction),
        await ours.calls.transaction(ours.id, `${transaction.slice(0, -1)}~`),
        await ours.calls.transaction(ours.id, 'v2mst.0000000000000000000000'),
        await ours.calls.cancel(ours.id, 'x'),
      ]) {
        assert.deepEqual([reply.status, reply.body.errorCode], [404, 'E0000007']);
      }
      assert.equal((await ours.calls.transaction(ours.id, transaction)).body.factorResult, 'WAITING');
    });

    test('a late answer is refused, and the transaction stays TIMEOUT', async () => {
      const { device, ask, calls, id } = await activePush(w);
      const transaction = await ask();
      w.clock.advance({ minutes: 5 });
      assert.equal(heardOf(await device.answer(transaction, 'APPROVE')), '409 E0990013');
      const { body } = await calls.transaction(id, transaction);
      assert.equal(body.factorResult, 'TIMEOUT');
      assert.deepEqual((await device.transactions()).body.transactions, []);
    });

    test('a caller who is told TIMEOUT hears nothing else later: not even an answer begun before counts', async () => {
      const { device, ask, calls, id, user } = await activePush(w);
      const transaction = await ask();
      const found = await w.store.transactions.find({ userId: user.id, factorId: id, transactionId: transaction });
      const begun = w.clock.now().add({ minutes: 4, seconds: 59 });
      w.clock.advance({ minutes: 5 });
      assert.equal((await calls.transaction(id, transaction)).body.factorResult, 'TIMEOUT');
      const ended = { do: 'endTransaction', transaction: found!.transaction!, status: 'SUCCESS', at: begun } as const;
      assert.equal(await w.store.apply([ended]), 'stale');
      assert.equal((await calls.transaction(id, transaction)).body.factorResult, 'TIMEOUT');
      assert.equal(heardOf(await device.answer(transaction, 'APPROVE')), '409 E0990013');
      const timeouts = (await w.store.log.ofUser(user.id)).filter(({ reason }) => reason === 'TIMEOUT');
      assert.equal(timeouts.filter(({ detail }) => detail?.transactionId === transaction).length, 1);
    });

    test('a guessed number denies, and there is no second guess', async () => {
      const { device, calls, id } = await activePush(w);
      const asked = await calls.challenge(id, { useNumberMatchingChallenge: true });
      const { transactionId, _embedded } = asked.body;
      const { numbers } = (await device.transactions()).body.transactions[0];
      assert.ok(numbers.includes(_embedded.challenge.correctAnswer));
      assert.equal(new Set(numbers).size, 3);
      const guess = numbers.find((n: number) => n !== _embedded.challenge.correctAnswer);
      assert.equal(heardOf(await device.answer(transactionId, 'APPROVE', { number: guess })), '200 REJECTED');
      const right = { number: _embedded.challenge.correctAnswer };
      assert.equal(heardOf(await device.answer(transactionId, 'APPROVE', right)), '409 E0990013');
      assert.equal((await calls.transaction(id, transactionId)).body.factorResult, 'REJECTED');
    });

    test('an approval without the number is refused, and costs nothing', async () => {
      const { device, calls, id } = await activePush(w);
      const { body } = await calls.challenge(id, { useNumberMatchingChallenge: true });
      assert.equal(heardOf(await device.answer(body.transactionId, 'APPROVE')), '400 E0000001');
      const number = body._embedded.challenge.correctAnswer;
      assert.equal(heardOf(await device.answer(body.transactionId, 'APPROVE', { number })), '200 SUCCESS');
    });

    test('approve and cancel at once: one of them wins, and everybody hears which', async () => {
      for (let round = 0; round < 10; round++) {
        const { device, ask, calls, id } = await activePush(w);
        const transaction = await ask();
        const [answered, cancelled] = await Promise.all([
          device.answer(transaction, 'APPROVE'),
          calls.cancel(id, transaction),
        ]);
        const result = (await calls.transaction(id, transaction)).body.factorResult;
        if (answered.status === 200) assert.deepEqual([cancelled.status, result], [404, 'SUCCESS']);
        else assert.deepEqual([heardOf(answered), cancelled.status, result], ['409 E0990013', 204, 'CANCELLED']);
      }
    });

    test('approve and a new challenge at once: what was replaced was not approved as well', async () => {
      for (let round = 0; round < 10; round++) {
        const { device, ask, calls, id } = await activePush(w);
        const first = await ask();
        const [answered, asked] = await Promise.all([device.answer(first, 'APPROVE'), calls.challenge(id)]);
        assert.equal(asked.status, 201);
        const result = (await calls.transaction(id, first)).body.factorResult;
        assert.equal(result, answered.status === 200 ? 'SUCCESS' : 'CANCELLED');
        assert.equal((await calls.transaction(id, asked.body.transactionId)).body.factorResult, 'WAITING');
      }
    });

    test('challenges at once leave one that waits', async () => {
      const { device, calls, id } = await activePush(w);
      const asked = await atOnce(5, () => calls.challenge(id));
      assert.ok(
        asked.every(({ status }) => status === 201),
        JSON.stringify(asked.map(({ body }) => body)),
      );
      const results = await Promise.all(asked.map(({ body }) => calls.transaction(id, body.transactionId)));
      const all = results.map(({ body }) => body.factorResult);
      assert.deepEqual(all.filter((one) => one === 'WAITING').length, 1, all.join());
      assert.equal((await device.transactions()).body.transactions.length, 1);
    });

    test('two devices are asked, and the first answer of either counts', async () => {
      const push = await activePush(w);
      const other = await anotherDevice(w, push);
      const transaction = await push.ask();
      for (const { transactions } of [push.device, other].map((one) => ({ transactions: one.transactions() }))) {
        assert.equal((await transactions).body.transactions[0].id, transaction);
      }
      const replies = await Promise.all([
        push.device.answer(transaction, 'DENY'),
        other.answer(transaction, 'APPROVE'),
      ]);
      const [counted, ...more] = replies.filter(({ status }) => status === 200);
      assert.deepEqual(more, []);
      const { body } = await push.calls.transaction(push.id, transaction);
      assert.equal(body.factorResult, counted?.body.factorResult);
    });

    test('what waits survives a restart', async (t) => {
      const push = await activePush(w);
      const transaction = await push.ask();
      const second = await anotherProcess(w);
      t.after(() => second.close());
      const path = `${push.calls.factors}/${push.id}/transactions/${transaction}`;
      assert.equal((await second.call('GET', path)).body.factorResult, 'WAITING');
      const device = push.device.movedTo(wireOf({ ...w, call: second.call }));
      assert.equal((await device.answer(transaction, 'APPROVE')).body.factorResult, 'SUCCESS');
      assert.equal((await push.calls.transaction(push.id, transaction)).body.factorResult, 'SUCCESS');
    });
  });
}
