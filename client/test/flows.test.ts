import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../test/support/engines.ts';
import { createClient } from '../src/createClient.ts';
import { activate } from '../src/flows/activate.ts';
import { changePhone } from '../src/flows/changePhone.ts';
import type { SmsFactor } from '../src/flows/enrolling.ts';
import { enrollSms } from '../src/flows/enrollSms.ts';
import { repairPending } from '../src/flows/repairPending.ts';
import { resend } from '../src/flows/resend.ts';
import { unenroll } from '../src/flows/unenroll.ts';
import { challenge, verify } from '../src/flows/verify.ts';
import type { Backend } from './support/backend.ts';
import { cofactorBackend } from './support/cofactorBackend.ts';
import { type Death, killedAfter } from './support/killed.ts';
import { oktaBackend } from './support/oktaBackend.ts';

const backends: readonly (readonly [string, () => Promise<Backend>])[] = [
  ...ENGINES.map((engine) => [`Cofactor on ${engine}`, () => cofactorBackend(engine)] as const),
  ['recordings of Okta', oktaBackend],
];

for (const [name, start] of backends) {
  describe(`flows: ${name}`, () => {
    let b: Backend;
    let client: ReturnType<typeof createClient>;
    let last = 4_000;
    before(async () => {
      b = await start();
      client = createClient(b.options);
    });
    after(() => b.close());
    const number = () => `+1802448${++last}`;
    const wrong = (code: string) => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));

    async function sms(userId: string): Promise<readonly SmsFactor[]> {
      const factors = await client.listFactors({ userId });
      return factors.filter((factor) => factor.factorType === 'sms');
    }
    const shown = async (userId: string) =>
      (await sms(userId)).map(({ status, profile }) => [status, profile.phoneNumber]);

    async function pendingUser() {
      const [userId, phone] = [await b.newUser(), number()];
      const enrolling = await enrollSms(client, userId, phone);
      assert.equal(enrolling.outcome, 'sent', JSON.stringify(enrolling));
      return { userId, phone, pending: (enrolling as { factor: SmsFactor }).factor };
    }

    async function activeUser() {
      const { userId, phone, pending } = await pendingUser();
      const activated = await activate(client, userId, pending, b.code(phone));
      assert.equal(activated.outcome, 'activated', JSON.stringify(activated));
      b.advance(30);
      return { userId, phone, factor: (activated as { factor: SmsFactor }).factor };
    }

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

    describe('changePhone', () => {
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
