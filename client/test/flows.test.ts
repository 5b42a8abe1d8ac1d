import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createClient } from '../src/createClient.ts';
import { activate } from '../src/flows/activate.ts';
import type { SmsFactor } from '../src/flows/enrolling.ts';
import { enrollSms } from '../src/flows/enrollSms.ts';
import { repairPending } from '../src/flows/repairPending.ts';
import { resend } from '../src/flows/resend.ts';
import { unenroll } from '../src/flows/unenroll.ts';
import { challenge, verify } from '../src/flows/verify.ts';
import type { Backend } from './support/backend.ts';
import { backends, flowUsers } from './support/flowUsers.ts';

for (const [name, start] of backends) {
  describe(`flows: ${name}`, () => {
    let b: Backend;
    let client: ReturnType<typeof createClient>;
    before(async () => {
      b = await start();
      client = createClient(b.options);
    });
    after(() => b.close());
    const wrong = (code: string) => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));
    const { number, shown, pendingUser, activeUser } = flowUsers(() => ({ b, client }));

    test('enrollSms sends a code, activate makes the factor active, verify accepts a code once', async () => {
      const { userId, phone, factor } = await activeUser();
      assert.deepEqual(await shown(userId), [['ACTIVE', phone]]);
      assert.equal((await challenge(client, userId, factor.id)).outcome, 'sent');
      const code = b.code(phone);
      assert.equal((await verify(client, userId, factor.id, wrong(code))).outcome, 'wrong');
      assert.equal((await verify(client, userId, factor.id, code)).outcome, 'verified');
      const again = await verify(client, userId, factor.id, code);
      assert.equal(again.outcome, b.keepsOldPhone ? 'replayed' : 'wrong');
    });

    test('enrollSms repeated at once is still one factor and one message', async () => {
      const { userId, phone, pending } = await pendingUser();
      const again = await enrollSms(client, userId, phone.replace('+1802', '+1 802-'));
      assert.deepEqual([again.outcome, (again as { factor: SmsFactor }).factor.id], ['sent', pending.id]);
      assert.equal(b.messages(phone), 1);
      b.advance(30);
      assert.equal((await enrollSms(client, userId, phone)).outcome, 'sent');
      assert.equal(b.messages(phone), 2);
      assert.deepEqual(await shown(userId), [['PENDING_ACTIVATION', phone]]);
    });

    test('enrollSms knows an active phone, and one that is in the way', async () => {
      const { userId, phone, factor } = await activeUser();
      assert.equal((await enrollSms(client, userId, phone)).outcome, 'active');
      assert.equal((await enrollSms(client, userId, number())).outcome, 'otherPhone');
      await unenroll(client, userId, factor.id);
      assert.equal((await enrollSms(client, userId, number())).outcome, 'otherPhone');
      assert.equal((await enrollSms(client, userId, phone)).outcome, 'active', 'remembered');
    });

    test('enrollSms with another number gives up the pending one', async () => {
      const { userId } = await pendingUser();
      const other = number();
      assert.equal((await enrollSms(client, userId, other)).outcome, 'sent');
      assert.deepEqual(await shown(userId), [['PENDING_ACTIVATION', other]]);
    });

    test('an impossible number is told apart from one that could not be reached', async () => {
      assert.equal((await enrollSms(client, await b.newUser(), '+1')).outcome, 'invalidPhone');
    });

    test('resend says when the next message may be sent', async () => {
      const { userId, phone, pending } = await pendingUser();
      const soon = await resend(client, userId, pending);
      assert.equal(soon.outcome, 'tooSoon');
      const wait = (soon as { retryAt: Date }).retryAt.getTime() - Date.now();
      assert.ok(wait > 28_000 && wait <= 30_000, String(wait));
      b.advance(30);
      const first = b.code(phone);
      assert.equal((await resend(client, userId, pending)).outcome, 'sent');
      const old = await activate(client, userId, pending, first);
      assert.equal(old.outcome, b.keepsOldPhone ? 'superseded' : 'wrong');
      assert.equal((await activate(client, userId, pending, b.code(phone))).outcome, 'activated');
      assert.equal((await resend(client, userId, pending)).outcome, 'gone');
    });

    test('an expired code is expired', async () => {
      const { userId, phone, pending } = await pendingUser();
      b.advance(300);
      const late = await activate(client, userId, pending, b.code(phone));
      assert.equal(late.outcome, b.keepsOldPhone ? 'expired' : 'wrong');
    });

    test('after five wrong codes activate says when to come back', async () => {
      const { userId, phone, pending } = await pendingUser();
      for (let n = 0; n < 5; n++) {
        assert.equal((await activate(client, userId, pending, wrong(b.code(phone)))).outcome, 'wrong');
      }
      const over = await activate(client, userId, pending, b.code(phone));
      assert.equal(over.outcome, 'tooManyAttempts');
      const wait = (over as { retryAt: Date }).retryAt.getTime() - Date.now();
      assert.ok(wait > 200_000 && wait <= 300_000, String(wait));
    });

    test('activate repeated says that the factor is active, and that this code proved nothing', async () => {
      const { userId, phone, pending } = await pendingUser();
      const code = b.code(phone);
      assert.equal((await activate(client, userId, pending, code)).outcome, 'activated');
      const again = await activate(client, userId, pending, wrong(code));
      assert.equal(again.outcome, 'alreadyActive');
      assert.match((again as { factor: SmsFactor }).factor.id, /^sms/);
      assert.equal((await activate(client, userId, { ...pending, profile: undefined }, code)).outcome, 'gone');
    });

    test('ten activations with the right code at once: one activates, nobody fails otherwise', async () => {
      const { userId, phone, pending } = await pendingUser();
      const code = b.code(phone);
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, async () => (await activate(client, userId, pending, code)).outcome),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'activated').length, 1, outcomes.join());
      assert.ok(
        outcomes.every((outcome) => ['activated', 'alreadyActive', 'replayed', 'wrong'].includes(outcome)),
        outcomes.join(),
      );
    });

    test('unenroll by many at once succeeds for all of them', async () => {
      const { userId, factor } = await activeUser();
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, async () => (await unenroll(client, userId, factor.id)).outcome),
      );
      assert.deepEqual(outcomes.sort(), ['absent', 'absent', 'absent', 'absent', 'removed']);
    });

    test('repairPending removes what is stuck and nothing else', async () => {
      const stuck = await pendingUser();
      const fine = await activeUser();
      assert.deepEqual(await repairPending(client, stuck.userId, { factorTypes: ['call'] }), { removed: [] });
      const recent = { untouchedSince: new Date('2019-01-01') };
      assert.deepEqual(await repairPending(client, stuck.userId, recent), { removed: [] });
      const { removed } = await repairPending(client, stuck.userId);
      assert.deepEqual(
        removed.map(({ id }) => id),
        [stuck.pending.id],
      );
      assert.deepEqual(await repairPending(client, fine.userId), { removed: [] });
      assert.deepEqual([await shown(stuck.userId), await shown(fine.userId)], [[], [['ACTIVE', fine.phone]]]);
      assert.equal((await enrollSms(client, stuck.userId, number())).outcome, 'sent');
    });

    test('a message that nobody delivers is notSent, and the same call later sends it', async () => {
      const [userId, phone] = [await b.newUser(), number()];
      b.breakDelivery(true);
      assert.equal((await enrollSms(client, userId, phone)).outcome, 'notSent');
      assert.equal((await enrollSms(client, userId, phone)).outcome, 'notSent');
      b.breakDelivery(false);
      const sent = await enrollSms(client, userId, phone);
      assert.equal(sent.outcome, 'sent', JSON.stringify(sent));
      assert.equal(b.messages(phone), 1);
    });
  });
}
