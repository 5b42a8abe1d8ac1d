import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { command, json, takesMessages } from '../support/hooks/hookServer.ts';
import { type HookWorld, hookRequest, hooksPath, hookUrl, hookWorld, SECRET } from '../support/hooks/hookWorld.ts';
import { person } from '../support/users/people.ts';

for (const engine of ENGINES) {
  describe(`messages through a telephony inline hook: ${engine}`, () => {
    let h: HookWorld;
    let hookId: string;
    let numbers = 0;
    const number = () => `+1802448${3000 + ++numbers}`;
    before(async () => {
      h = await hookWorld(engine);
      hookId = (await h.w.call('POST', hooksPath, hookRequest(h.server.url))).body.id;
      assert.match(hookId, /^cal/);
    });
    after(() => h.close());
    beforeEach(() => {
      h.server.answer = takesMessages;
      h.byProvider.length = 0;
    });
    const newest = () => h.server.calls.at(-1)!;

    test('an enrollment is sent as Okta sends it, to the letter', async () => {
      const user = await person(h.w);
      const to = number();
      const options = { headers: { 'x-forwarded-for': '203.0.113.7', 'accept-language': 'de-CH, en;q=0.5' } };
      const { body: factor, headers } = await factorCalls(h.w, user.id).sms(to, '?activate=false', options);
      assert.equal(factor.status, 'PENDING_ACTIVATION');
      const { method, url, headers: sent, body } = newest();
      assert.deepEqual([method, url], ['POST', '/telephony']);
      assert.deepEqual(
        [sent['content-type'], sent.accept, sent.authorization, sent['x-any-key'], sent['transfer-encoding']],
        ['application/json', 'application/json', SECRET, 'my-header-value', undefined],
      );
      assert.match(body.eventId, /^[\w-]{22}$/);
      const { otpCode } = body.data.messageProfile;
      assert.match(otpCode, /^\d{6}$/);
      const eventTime = `${h.w.clock.now().toString().slice(0, 19)}.000Z`;
      const otpExpires = h.w.clock.now().add({ minutes: 5 }).toString({ fractionalSecondDigits: 3 });
      assert.deepEqual(body, {
        eventId: body.eventId,
        eventTime,
        eventType: 'com.okta.telephony.provider',
        eventTypeVersion: '1.0',
        contentType: 'application/json',
        cloudEventVersion: '0.1',
        source: hookUrl(hookId),
        requestType: 'com.okta.user.telephony.pre-enrollment',
        data: {
          context: {
            request: {
              id: headers['x-okta-request-id'],
              method: 'POST',
              url: { value: `/api/v1/users/${user.id}/factors?activate=false` },
              ipAddress: '203.0.113.7',
            },
          },
          userProfile: { firstName: 'Ada', lastName: 'Lovelace', login: user.profile.login, userId: user.id },
          messageProfile: {
            msgTemplate: `Your verification code is ${otpCode}.`,
            phoneNumber: to,
            otpExpires,
            deliveryChannel: 'SMS',
            otpCode,
            locale: 'DE-CH',
          },
        },
      });
      assert.deepEqual(Object.keys(body), [
        ...['eventId', 'eventTime', 'eventType', 'eventTypeVersion', 'contentType', 'cloudEventVersion', 'source'],
        ...['requestType', 'data'],
      ]);
      assert.equal((await factorCalls(h.w, user.id).activate(factor.id, otpCode)).status, 200);
      assert.deepEqual(h.byProvider, []);
      const [message] = await h.w.store.messages.ofUser(user.id);
      const [attempt, ...others] = message?.attempts ?? [];
      assert.deepEqual(others, []);
      assert.deepEqual(
        [attempt?.provider, attempt?.name, attempt?.result, attempt?.reference],
        ['hook', 'Telephony', 'ACCEPTED', `transaction-${body.eventId}`],
      );
      const entry = (await h.w.store.log.ofUser(user.id)).find(({ event }) => event.startsWith('inline_hook'));
      assert.deepEqual([entry?.event, entry?.outcome], ['inline_hook.response.processed', 'SUCCESS']);
      assert.equal(entry?.detail?.hookId, hookId);
    });

    test('a challenge is an mfa-verification, by the address of the connection where no other is known', async () => {
      const user = await person(h.w);
      const to = number();
      await factorCalls(h.w, user.id).sms(to);
      const pending = (await factorCalls(h.w, user.id).list()).body[0].id;
      const code = newest().body.data.messageProfile.otpCode;
      const id = (await factorCalls(h.w, user.id).activate(pending, code)).body.id;
      h.w.clock.advance({ seconds: 30 });
      h.server.answer = (response) => json(response, command('PENDING'));
      assert.equal((await factorCalls(h.w, user.id).challenge(id)).body.factorResult, 'CHALLENGE');
      const { requestType, data } = newest().body;
      assert.equal(requestType, 'com.okta.user.telephony.mfa-verification');
      assert.deepEqual(
        [data.context.request.url.value, data.context.request.ipAddress, data.messageProfile.locale],
        [`/api/v1/users/${user.id}/factors/${id}/verify`, '127.0.0.1', 'EN-US'],
      );
      const answer = await factorCalls(h.w, user.id).verify(id, data.messageProfile.otpCode);
      assert.equal(answer.body.factorResult, 'SUCCESS');
      assert.deepEqual(h.byProvider, []);
    });

    test('a call has no words, and an extension that nobody can overlook', async () => {
      const user = await person(h.w);
      const to = number();
      const profile = { phoneNumber: to, phoneExtension: '7' };
      await factorCalls(h.w, user.id).enroll({ factorType: 'call', provider: 'OKTA', profile });
      const { messageProfile } = newest().body.data;
      assert.deepEqual(Object.keys(messageProfile), [
        ...['phoneNumber', 'otpExpires', 'deliveryChannel', 'otpCode', 'locale'],
      ]);
      assert.deepEqual([messageProfile.deliveryChannel, messageProfile.phoneNumber], ['voice call', `${to};ext=7`]);
    });

    test('e-mails do not go through it', async () => {
      const user = await person(h.w);
      const { length } = h.server.calls;
      await factorCalls(h.w, user.id).enroll({ factorType: 'email', provider: 'OKTA' });
      assert.equal(h.server.calls.length, length);
    });

    test('an inactive hook is not called', async () => {
      await h.w.call('POST', `${hooksPath}/${hookId}/lifecycle/deactivate`);
      const { length } = h.server.calls;
      const user = await person(h.w);
      const id = await activeSmsByProvider(h, user.id, number());
      assert.match(id, /^sms/);
      assert.equal(h.server.calls.length, length);
      await h.w.call('POST', `${hooksPath}/${hookId}/lifecycle/activate`);
    });

    test('twenty messages at once are each sent once, hook or no hook', async () => {
      let n = 0;
      h.server.answer = (response, call) => (++n % 3 === 0 ? json(response, {}, 503) : takesMessages(response, call));
      const { length } = h.server.calls;
      const people = await Promise.all(Array.from({ length: 20 }, () => person(h.w)));
      const answers = await Promise.all(people.map(({ id }) => factorCalls(h.w, id).sms(number())));
      assert.ok(answers.every(({ status }) => status === 200));
      const calls = h.server.calls.slice(length);
      assert.equal(calls.length, 20);
      assert.equal(h.byProvider.length, 6);
      assert.equal(new Set(calls.map(({ body }) => body.eventId)).size, 20);
    });
  });
}

async function activeSmsByProvider({ w, byProvider }: HookWorld, userId: string, to: string): Promise<string> {
  const calls = factorCalls(w, userId);
  const pending = await calls.sms(to);
  return (await calls.activate(pending.body.id, byProvider.at(-1) ?? '')).body.id;
}
