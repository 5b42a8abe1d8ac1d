import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { okta, oktaOrg, path, SECRET, withSecret } from '../support/hooks/oktaOrg.ts';
import { setGuard } from '../support/messages/guarded.ts';

for (const engine of ENGINES) {
  describe(`an Okta org whose messages are refused: ${engine}`, () => {
    const { org, number, send, request } = oktaOrg(engine);

    test('one number gets one message in thirty seconds', async () => {
      const phoneNumber = number();
      await send(request({ phoneNumber }));
      const { status, body } = await send(request({ phoneNumber }));
      assert.equal(status, 200);
      assert.match(body.error.errorSummary, /^An SMS message was recently sent/);
      assert.match(body.error.errorCauses[0].reason, /^Try again in 30 seconds/);
      assert.equal(org.outgoing.length, 1);
      assert.equal((await org.w.store.log.ofUser(okta)).at(-1)?.outcome, 'DENY');
      const kept = (await org.w.store.messages.ofUser(okta)).filter(({ reason }) => reason === 'TOO_SOON');
      assert.deepEqual(
        kept.map(({ status }) => status),
        ['FAILED'],
      );
      org.w.clock.advance({ seconds: 30 });
      assert.ok((await send(request({ phoneNumber }))).body.commands);
      assert.ok(org.outgoing[1]!.turn > org.outgoing[0]!.turn, 'a resend starts with another provider');
    });

    test('the guard refuses the same messages of every caller, and pauses nobody whose codes Okta sees and we do not', async () => {
      setGuard(org.w, { countries: ['US'], numbers: { perNumberDaily: 2, perUser: 1, perNumber: 1, perAddress: 1 } });
      const phoneNumber = number();
      for (let n = 0; n < 2; n++) {
        assert.ok((await send(request({ phoneNumber }))).body.commands);
        org.w.clock.advance({ seconds: 30 });
      }
      const daily = (await send(request({ phoneNumber }))).body.error;
      assert.match(daily.errorCauses[0].reason, /as many messages as one may get in a day/);
      for (let n = 0; n < 5; n++) assert.ok((await send(request())).body.commands);

      const abroad = request({ phoneNumber: '+4915112345678' });
      const first = (await send(abroad)).body.error;
      assert.match(first.errorCauses[0].reason, /the country of this number/);
      assert.ok((await send(abroad)).body.error, 'asked again, it is refused again');
      assert.equal(org.outgoing.length, 7);
      const blocked = (await org.w.store.messages.ofUser(okta)).filter(({ status }) => status === 'BLOCKED');
      assert.deepEqual(blocked.map(({ reason }) => reason).sort(), ['COUNTRY_NOT_ALLOWED', 'NUMBER_DAILY_LIMIT']);
      setGuard(org.w, { mode: 'off' });
    });

    const unreadable: readonly (readonly [string, object, string])[] = [
      ['phoneNumber', { phoneNumber: 'somebody' }, 'phoneNumber'],
      ['an extension that is none', { phoneNumber: '+18024482036;ext=x' }, 'phoneNumber'],
      ['deliveryChannel', { deliveryChannel: 'pigeon' }, 'deliveryChannel'],
      ['otpCode', { otpCode: '12 34' }, 'otpCode'],
    ];
    for (const [what, messageProfile, field] of unreadable) {
      test(`an unreadable ${what} is named`, async () => {
        const { status, body } = await send(request(messageProfile));
        assert.equal(status, 200);
        assert.equal(body.error.errorCauses[0].location, `data.messageProfile.${field}`);
        assert.deepEqual(org.outgoing, []);
      });
    }

    test('without the members of the contract it is 400, so that the org sends by other means', async () => {
      for (const body of [{}, { eventId: 'x' }, { ...request(), eventType: 'com.okta.import.transform' }, [], 'text']) {
        assert.equal((await send(body)).status, 400);
      }
      assert.deepEqual(org.outgoing, []);
    });

    const wrong: readonly (readonly [string, string | undefined])[] = [
      ['nothing', undefined],
      ['another secret', 'the secret of an Okta org 0816'],
      ['a part of the secret', SECRET.slice(0, -1)],
      ['more than the secret', `${SECRET}!`],
      ['the secret in other letters', SECRET.toUpperCase()],
      ['the secret as a bearer token', `Bearer ${SECRET}`],
      ['the secret as an API token', `SSWS ${SECRET}`],
      ['a wrong API token', 'SSWS 00wrong'],
    ];
    for (const [what, authorization] of wrong) {
      test(`a caller with ${what} is 401`, async () => {
        const { status, body } = await send(request(), {
          token: null,
          ...(authorization !== undefined && { headers: { authorization } }),
        });
        assert.deepEqual([status, body.errorCode], [401, 'E0000011']);
        assert.deepEqual(org.outgoing, []);
      });
    }

    test('an API token will do, and the secret opens nothing else', async () => {
      assert.equal((await send(request(), {})).status, 200);
      assert.equal(org.outgoing.length, 1);
      assert.equal((await org.w.call('GET', '/api/v1/users', undefined, withSecret)).status, 401);
      assert.equal((await org.w.call('GET', path, undefined, withSecret)).status, 405);
    });
  });
}
