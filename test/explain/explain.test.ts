import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { recordReport } from '../../src/operations/messages/recordReport.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { setGuard } from '../support/messages/guarded.ts';
import { taken } from '../support/messages/taken.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`what became of a user's codes: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
      w.receipt = taken('ordinary');
    });
    after(() => w.close());

    /** The diagnosis, after looking that nothing secret stands in the explanation. */
    const why = async (userId: string, number?: string): Promise<[code: string, next: string, texts: string[]]> => {
      const { status, body } = await w.call('GET', `/api/v1/users/${userId}/explain`);
      assert.equal(status, 200, JSON.stringify(body));
      const said = JSON.stringify(body);
      if (number) assert.ok(!said.includes(number.slice(3)), 'no full number');
      for (const { values } of w.sent) assert.ok(!said.includes(`"${values.code}"`), 'no code');
      return [body.diagnosis.code, body.next, body.timeline.map(({ text }: { text: string }) => text)];
    };
    /** A user whose SMS factor is pending. */
    const pending = async (number: string) => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const { body } = await calls.sms(number, '', { headers: { 'x-forwarded-for': '192.0.2.44' } });
      return { user, calls, id: body.id as string, body };
    };

    test('nothing was asked for', async () => {
      const user = await person(w);
      assert.deepEqual(await why(user.profile.login), [
        'NOTHING_SENT',
        `Enroll a factor: POST /api/v1/users/${user.id}/factors.`,
        [],
      ]);
    });

    test('never sent: the process died between write and send', async () => {
      const { delivery } = w.services;
      const { error } = console;
      console.error = () => {};
      Object.assign(w.services, { delivery: { send: () => Promise.reject(new Error('the process dies here')) } });
      const { user, calls } = await pending('+18024485001');
      Object.assign(w.services, { delivery });
      console.error = error;
      assert.equal((await why(user.id))[0], 'SENDING');
      w.clock.advance({ minutes: 2 });
      const [factor] = (await calls.list()).body;
      const [code, next] = await why(user.id, '+18024485001');
      assert.equal(code, 'NOT_SENT');
      assert.match(next, new RegExp(`POST /api/v1/users/${user.id}/factors/${factor.id}/resend`));
      assert.equal((await calls.resend(factor.id, '+18024485001')).status, 200, 'and that repairs it');
      assert.equal((await why(user.id))[0], 'WAITING');
    });

    test('blocked by the guard', async () => {
      setGuard(w, { countries: ['US'] });
      const { user, body } = await pending('+4915112345678');
      Object.assign(w.services, {
        policy: { ...w.services.policy, guard: { ...w.services.policy.guard, mode: 'off' } },
      });
      assert.equal(body.errorCode, 'E0000099');
      const [code, next, texts] = await why(user.id, '+4915112345678');
      assert.deepEqual([code, /--countries/.test(next)], ['BLOCKED', true]);
      assert.match(texts.at(-1) ?? '', /^The pumping guard kept it back\. Messages to the country/);
    });

    test('no provider', async () => {
      w.receipt = { accepted: false, attempts: [], reason: 'NO_SMS_PROVIDER' };
      const { user } = await pending('+18024485002');
      w.receipt = taken('ordinary');
      assert.equal((await why(user.id))[0], 'NO_PROVIDER');
    });

    test('providers refused', async () => {
      const failed = { provider: 'p1', name: 'Twilio', result: 'TIMEOUT', milliseconds: 3000 } as const;
      w.receipt = {
        accepted: false,
        attempts: [failed, { ...failed, name: 'Vonage', result: 'REFUSED', milliseconds: 80, reason: '29' }],
        reason: 'PROVIDERS_FAILED',
      };
      const { user } = await pending('+18024485003');
      w.receipt = taken('ordinary');
      const [code, , texts] = await why(user.id, '+18024485003');
      assert.equal(code, 'PROVIDER_REFUSED');
      assert.deepEqual(texts.slice(-3), [
        'Twilio did not answer in time after 3000 ms',
        'Vonage refused it after 80 ms: 29',
        'It was not sent: every provider that was asked failed or timed out',
      ]);
    });

    test('the carrier failed', async () => {
      w.receipt = taken(`lost-${engine}`);
      const { user } = await pending('+18024485004');
      w.receipt = taken('ordinary');
      w.clock.advance({ seconds: 8 });
      await recordReport(w.services, 'p1', { reference: `lost-${engine}`, status: 'UNDELIVERED', reason: '30003' });
      const [code, , texts] = await why(user.id);
      assert.equal(code, 'CARRIER_FAILED');
      assert.equal(texts.at(-1), 'The carrier could not deliver it: 30003');
    });

    test('delivered, but a wrong code was typed; too many tries; verified', async () => {
      w.receipt = taken(`fine-${engine}`);
      const { user, calls, id } = await pending('+18024485005');
      w.receipt = taken('ordinary');
      const right = w.lastCode();
      await recordReport(w.services, 'p1', { reference: `fine-${engine}`, status: 'DELIVERED' });
      w.clock.advance({ seconds: 20 });
      await calls.activate(id, wrong(right));
      const [code, next, texts] = await why(user.id);
      assert.equal(code, 'WRONG_CODE');
      assert.match(next, /read the newest message again/);
      assert.equal(texts.at(-1), 'A wrong code was typed; attempts left before a pause: 4');
      for (let n = 0; n < 4; n++) await calls.activate(id, wrong(right));
      assert.equal((await calls.activate(id, right)).status, 429);
      const [paused, wait] = await why(user.id);
      assert.equal(paused, 'TOO_MANY_TRIES');
      assert.match(wait, /^Wait until 2026-\S+ \S+ UTC, then send a new code: POST .*\/resend\.$/);
      w.clock.advance({ minutes: 5 });
      assert.equal((await calls.resend(id, '+18024485005')).status, 200);
      assert.equal((await calls.activate(id, w.lastCode())).status, 200);
      assert.equal((await why(user.id))[0], 'VERIFIED');
    });

    test('too many tries of a challenge, and the way out that the explanation names works', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, '+18024485006');
      const calls = factorCalls(w, user.id);
      w.clock.advance({ seconds: 31 });
      await calls.challenge(id);
      for (let n = 0; n < 6; n++) await calls.verify(id, wrong(w.lastCode()));
      const [code, next] = await why(user.id);
      assert.equal(code, 'TOO_MANY_TRIES');
      assert.match(
        next,
        new RegExp(`^Send a new code: POST /api/v1/users/${user.id}/factors/${id}/verify with an empty`),
      );
      w.clock.advance({ seconds: 31 });
      assert.deepEqual(
        (await why(user.id)).slice(0, 2),
        [code, next],
        'the pause is over, that code is not good again',
      );
      assert.equal((await calls.verify(id, w.lastCode())).status, 429);
      await calls.challenge(id);
      assert.equal((await calls.verify(id, w.lastCode())).status, 200);
      assert.equal((await why(user.id))[0], 'VERIFIED');
      w.clock.advance({ seconds: 5 });
      await calls.verify(id, w.lastCode());
      assert.equal((await why(user.id))[0], 'USED');
    });

    test('expired: nobody typed it, or somebody too late', async () => {
      const { user, calls, id } = await pending('+18024485007');
      w.clock.advance({ minutes: 6 });
      const [code, , texts] = await why(user.id);
      assert.deepEqual([code, texts.at(-1)], ['EXPIRED', 'Its code expired unused']);
      await calls.activate(id, w.lastCode());
      const [still, , more] = await why(user.id);
      assert.equal(still, 'EXPIRED');
      assert.match(more.at(-1) ?? '', /^An expired code was typed/);
    });

    test('superseded: the code of an older message', async () => {
      const { user, calls, id } = await pending('+18024485008');
      const old = w.lastCode();
      w.clock.advance({ seconds: 31 });
      await calls.resend(id, '+18024485008');
      w.clock.advance({ seconds: 10 });
      await calls.activate(id, old);
      const [code, next] = await why(user.id);
      assert.equal(code, 'SUPERSEDED');
      assert.match(next, /code of the newest message/);
    });

    test('its factor was removed meanwhile', async () => {
      const { user, calls, id } = await pending('+18024485009');
      await calls.remove(id);
      assert.equal((await why(user.id))[0], 'FACTOR_GONE');
    });

    test('the timeline says who asked and for whom, and dry runs speak up', async () => {
      setGuard(w, { mode: 'dry-run', countries: ['DE'] });
      const { user } = await pending('+18024485010');
      Object.assign(w.services, {
        policy: { ...w.services.policy, guard: { ...w.services.policy.guard, mode: 'off' } },
      });
      const { body } = await w.call('GET', `/api/v1/users/${user.id}/explain`);
      const dry = body.timeline.find(({ text }: { text: string }) => text.includes('dry run'));
      assert.deepEqual([dry.by, dry.address], ['test', '192.0.2.44']);
      assert.match(dry.text, /would have kept a message back \(COUNTRY_NOT_ALLOWED\)/);
      assert.equal(body.diagnosis.code, 'WAITING');
      assert.equal(body._links.messages.href, `https://cofactor.test/api/v1/users/${user.id}/messages`);
    });

    test('nobody knows of a user who does not exist; one of an Okta org is known by the messages', async () => {
      assert.equal((await w.call('GET', '/api/v1/users/nobody@example.com/explain')).body.errorCode, 'E0000007');
      assert.equal((await w.call('GET', '/api/v1/users/00uOkta0000000000001/messages')).status, 404);
      const created = w.clock.now();
      await w.store.apply([
        {
          do: 'insertMessage',
          to: '+18024482099',
          message: {
            id: 'okta1',
            userId: '00uOkta0000000000001',
            factorId: '',
            channel: 'sms',
            purpose: 'verify',
            recipient: '+18XXXXXXX99',
            status: 'ACCEPTED',
            attempts: [],
            created,
            sent: created,
            expires: created.add({ minutes: 5 }),
            requestId: 'r',
          },
        },
      ]);
      assert.equal((await why('00uOkta0000000000001'))[0], 'HANDED_OVER');
      assert.equal((await w.call('GET', '/api/v1/users/00uOkta0000000000001/messages')).body[0].id, 'okta1');
    });
  });
}
