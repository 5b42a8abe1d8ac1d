import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { at, codeTo, guardedWorld, newcomer, setGuard } from '../support/messages/guarded.ts';
import { atOnce, count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import type { World } from '../support/world.ts';

/** Of the United States. */
const AREAS = [802, 803, 804, 805, 806, 808, 810, 812, 813, 814, 815, 816];

for (const engine of ENGINES) {
  describe(`the pumping guard: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await guardedWorld(engine);
    });
    after(() => w.close());

    test('a message that is kept back is in the log and among the messages, and leaves no factor', async () => {
      setGuard(w, { countries: ['US', 'CA'] });
      const { userId, answer, calls } = await newcomer(w, '+4915112340001', '192.0.2.9');
      setGuard(w, {});
      assert.deepEqual(heard(answer), {
        status: 403,
        code: 'E0000099',
        summary: 'Only numbers located in US and Canada are allowed.  Contact your administrator if this is a problem.',
        causes: [
          'Messages to the country of this number are not allowed here (DE): let the user enroll a factor that needs ' +
            'no phone, or have the administrator add the country to --countries.',
        ],
      });
      assert.deepEqual((await calls.list()).body, []);
      const [message, ...more] = await w.store.messages.ofUser(userId);
      assert.deepEqual(more, []);
      assert.deepEqual(
        [message?.status, message?.reason, message?.recipient, message?.country, message?.factorId],
        ['BLOCKED', 'COUNTRY_NOT_ALLOWED', '+49XXXXXXXXX01', 'DE', ''],
      );
      const entry = (await w.store.log.ofUser(userId)).at(-1);
      assert.deepEqual(
        [entry?.event, entry?.outcome, entry?.reason, entry?.address, entry?.detail],
        [
          'system.sms.send_phone_verification_message',
          'DENY',
          'COUNTRY_NOT_ALLOWED',
          '192.0.2.9',
          { phoneNumber: '+49XXXXXXXXX01', country: 'DE', messageId: message?.id },
        ],
      );
    });

    const numbers = [
      ['a premium number', '+19005551234', 'E0000098', 'COSTLY_NUMBER'],
      ['a toll-free number', '+18005551234', 'E0000098', 'COSTLY_NUMBER'],
      ['a shared-cost number', '+491805123456', 'E0000098', 'COSTLY_NUMBER'],
      ['a number that is not in use', '+15554151337', 'E0000098', 'INVALID_NUMBER'],
      ['a satellite network', '+870773123456', 'E0000099', 'COUNTRY_NOT_ALLOWED'],
    ] as const;
    for (const [what, number, code, reason] of numbers) {
      test(`${what} gets no message`, async () => {
        const { userId, answer } = await newcomer(w, number);
        assert.equal(answer.body.errorCode, code, JSON.stringify(answer.body));
        assert.equal((await w.store.messages.ofUser(userId))[0]?.reason, reason);
      });
    }

    test('where invalid numbers are accepted, those of examples can be enrolled, premium ones still cannot', async () => {
      setGuard(w, { invalidNumbers: 'accept', countries: ['US'] });
      assert.equal((await newcomer(w, '+15554151337')).answer.status, 200);
      assert.equal((await newcomer(w, '+19005551235')).answer.body.errorCode, 'E0000098');
      setGuard(w, {});
    });

    test('satellite networks can be allowed by name', async () => {
      setGuard(w, { countries: ['*', '001'] });
      assert.equal((await newcomer(w, '+870773123456')).answer.status, 200);
      setGuard(w, {});
    });

    test('a number whose codes never come back has to wait, longer each time; a right code ends that', async () => {
      const { answer, calls, userId } = await newcomer(w, '+18024481001');
      const { id } = answer.body;
      for (let n = 2; n <= 5; n++) {
        w.clock.advance({ seconds: 61 });
        assert.equal((await calls.resend(id, '+18024481001')).status, 200, `message ${n}`);
      }
      w.clock.advance({ seconds: 61 });
      const refused = await calls.resend(id, '+18024481001');
      assert.deepEqual(heard(refused).status, 429);
      assert.deepEqual(heard(refused).code, 'E0000204');
      assert.match(heard(refused).causes[0] ?? '', /^Try again in 539 seconds, at 2026-01-01T/);
      assert.match(heard(refused).causes[1] ?? '', /none of their codes came back: check with the user/);
      const blocked = (await w.store.messages.ofUser(userId)).find(({ status }) => status === 'BLOCKED');
      assert.deepEqual([blocked?.reason, blocked?.factorId], ['NUMBER_LIMIT', id]);
      const active = await calls.activate(id, codeTo(w, '+18024481001'));
      assert.equal(active.status, 200, 'the last code still works');
      assert.equal((await calls.challenge(active.body.id)).status, 200, 'and the pause is over');
    });

    test('numbers of one user, one after the other, come to an end', async () => {
      const user = await person(w);
      const { sms } = factorCalls(w, user.id);
      const answers: string[] = [];
      for (let n = 0; n < 12; n++) {
        const { body } = await sms(`+1${AREAS[n]}448${2000 + n}`, '?updatePhone=true');
        answers.push(body.errorCode ?? body.status);
      }
      assert.equal(answers.filter((answer) => answer === 'PENDING_ACTIVATION').length, 10);
      assert.deepEqual(answers.slice(10), ['E0000204', 'E0000204']);
      const blocked = (await w.store.messages.ofUser(user.id)).filter(({ status }) => status === 'BLOCKED');
      assert.deepEqual(
        blocked.map(({ reason }) => reason),
        ['USER_LIMIT', 'USER_LIMIT'],
      );
    });

    test('attack: one address, however its IPv6 end varies, is paused; who is known is not', async () => {
      const known = await newcomer(w, '+18024483000', '2001:db8:7:7::1');
      const active = await known.calls.activate(known.answer.body.id, codeTo(w, '+18024483000'), at('2001:db8:7:7::1'));
      const answers: string[] = [];
      for (let n = 0; n < 40; n++) {
        const { answer } = await newcomer(w, `+1${AREAS[n % 12]}${449 + n}3100`, `2001:db8:7:7::${n}`);
        answers.push(answer.body.errorCode ?? 'sent');
      }
      const sent = answers.filter((answer) => answer === 'sent').length;
      assert.ok(sent <= 35, `${sent} sent`);
      assert.equal(answers.at(-1), 'E0000204');
      assert.equal((await newcomer(w, '+14154483999', '2001:db8:7:8::1')).answer.status, 200, 'another network');
      w.clock.advance({ seconds: 31 });
      assert.equal((await known.calls.challenge(active.body.id, at('2001:db8:7:7::1'))).status, 200);
    });

    test('attack: a burst in parallel gets no more messages than one after the other', async () => {
      const people = await atOnce(60, () => person(w));
      const answers = await atOnce(60, (n) => factorCalls(w, people[n]?.id ?? '').sms(`+4479112345${10 + n}`));
      assert.equal(count(answers, 200), 20);
      assert.equal(count(answers, 403), 40);
      const statuses = await Promise.all(people.map(async ({ id }) => (await w.store.messages.ofUser(id))[0]?.status));
      assert.equal(statuses.filter((status) => status === 'BLOCKED').length, 40);
    });

    test('attack: one telephone that answers again and again makes no room for its neighbours', async () => {
      const own = await newcomer(w, '+447400345000');
      assert.equal(own.answer.status, 200, JSON.stringify(own.answer.body));
      const { id } = (await own.calls.activate(own.answer.body.id, codeTo(w, '+447400345000'))).body;
      const pumped = async () => {
        const answers = await atOnce(25, async (n) => (await newcomer(w, `+44740034${5001 + n}`)).answer);
        return count(answers, 200);
      };
      const before = await pumped();
      for (let n = 0; n < 5; n++) {
        w.clock.advance({ seconds: 31 });
        assert.equal((await own.calls.challenge(id)).status, 200);
        assert.equal((await own.calls.verify(id, codeTo(w, '+447400345000'))).status, 200);
      }
      assert.equal(await pumped(), 0, `${before} before`);
    });

    test('right codes make room: a prefix where they come back never runs out', async () => {
      for (let n = 0; n < 60; n++) {
        const number = `+15102345${100 + n}`;
        const { answer, calls } = await newcomer(w, number);
        assert.equal(answer.status, 200, `${n}: ${JSON.stringify(answer.body)}`);
        if (n % 3 === 0) assert.equal((await calls.activate(answer.body.id, codeTo(w, number))).status, 200);
      }
    });

    test('messages that no provider takes pause nobody', async () => {
      const receipt = w.receipt;
      w.receipt = { accepted: false, attempts: [], reason: 'PROVIDERS_FAILED' };
      for (let n = 0; n < 45; n++) {
        const { answer } = await newcomer(w, `+33612345${100 + n}`);
        assert.ok(answer.status >= 500, JSON.stringify(answer.body));
      }
      w.receipt = receipt;
      assert.equal((await newcomer(w, '+33612345999')).answer.status, 200);
    });

    test('the budget of a day is one for all, and the day after there is a new one', async () => {
      const own = await guardedWorld(engine, { numbers: { perDay: 3 } });
      for (let n = 0; n < 3; n++) assert.equal((await newcomer(own, `+1802448400${n}`)).answer.status, 200);
      const { answer } = await newcomer(own, '+18024484009');
      assert.deepEqual([answer.status, answer.body.errorCode], [429, 'E0000146']);
      const call = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: '+18024484009' } };
      assert.equal((await factorCalls(own, (await person(own)).id).enroll(call)).status, 200, 'calls have their own');
      own.clock.advance({ hours: 24 });
      assert.equal((await newcomer(own, '+18024484009')).answer.status, 200);
      await own.close();
    });

    test('a dry run sends everything, and the log says what would have been kept back', async () => {
      const own = await guardedWorld(engine, { mode: 'dry-run', countries: ['US'] });
      let last = '';
      for (let n = 0; n < 25; n++) {
        const { answer, userId } = await newcomer(own, `+1802448500${n}`.slice(0, 12));
        own.clock.advance({ seconds: 31 });
        assert.equal(answer.status, 200);
        last = userId;
      }
      const abroad = await newcomer(own, '+4915112340099');
      assert.equal(abroad.answer.status, 200);
      assert.equal(own.sent.length, 26);
      const warnings = async (userId: string) =>
        (await own.store.log.ofUser(userId))
          .filter(({ event }) => event === 'system.operation.rate_limit.warning')
          .map(({ outcome, detail }) => [outcome, detail?.dryRun, detail?.reasons]);
      assert.deepEqual(await warnings(abroad.userId), [['SUCCESS', 'true', 'COUNTRY_NOT_ALLOWED']]);
      assert.match((await warnings(last))[0]?.[2] ?? '', /NUMBER_LIMIT/);
      await own.close();
    });

    test('e-mails cost nothing and are not counted', async () => {
      const own = await guardedWorld(engine, { countries: [] });
      const user = await person(own);
      const email = { factorType: 'email', provider: 'OKTA', profile: { email: user.profile.email } };
      assert.equal((await factorCalls(own, user.id).enroll(email)).status, 200);
      await own.close();
    });

    test('a wrong code makes no room', async () => {
      const own = await guardedWorld(engine, { numbers: { perPrefix: 1 } });
      const { answer, calls } = await newcomer(own, '+18024486001');
      await calls.activate(answer.body.id, wrong(codeTo(own, '+18024486001')));
      assert.equal((await newcomer(own, '+18024486002')).answer.body.errorCode, 'E0000150');
      assert.equal((await calls.activate(answer.body.id, codeTo(own, '+18024486001'))).status, 200);
      assert.equal((await newcomer(own, '+18024486002')).answer.status, 200);
      assert.ok(await activeSms(own, (await person(own)).id, '+14154486003'));
      await own.close();
    });
  });
}
