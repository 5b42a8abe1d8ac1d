import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MessageOutcome } from '../../src/domain/messages/messageRecord.ts';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { type HookWorld, hookRequest, hooksPath, hookWorld } from '../support/hooks/hookWorld.ts';
import { okta, oktaOrg, path, withSecret } from '../support/hooks/oktaOrg.ts';
import { oktaRequest } from '../support/hooks/oktaRequest.ts';
import { atOnce } from '../support/parallel.ts';

for (const engine of ENGINES) {
  describe(`an Okta org that has us as its telephony hook: ${engine}`, () => {
    const { org, number, event, send, request, newest, words, record } = oktaOrg(engine);

    test('the code goes out in the words of the org, and the answer is the command of fact 186', async () => {
      const phoneNumber = number();
      const body = request({ phoneNumber, msgTemplate: 'Acme Corp: 012345 is your code' });
      const answer = await send(body);
      assert.equal(answer.status, 200);
      const { transactionId } = answer.body.commands[0].value[0];
      assert.match(transactionId, /^msg[0-9A-Za-z]{17}$/);
      assert.deepEqual(answer.body, {
        commands: [
          {
            type: 'com.okta.telephony.action',
            value: [
              {
                status: 'SUCCESSFUL',
                provider: 'Carrier',
                transactionId,
                transactionMetadata: 'Attempts=1,Duration=120ms',
              },
            ],
          },
        ],
      });
      assert.equal(org.outgoing.length, 1);
      assert.deepEqual([org.outgoing[0]?.message.to, words().text], [phoneNumber, 'Acme Corp: 012345 is your code']);
      const { status, recipient, userId, purpose, country } = await record(transactionId);
      assert.deepEqual(
        [status, recipient, userId, purpose, country],
        ['ACCEPTED', `+18XXXXXXX${phoneNumber.slice(-2)}`, okta, 'verify', 'US'],
      );
      const entry = (await org.w.store.log.ofUser(okta)).at(-1);
      assert.deepEqual(
        [entry?.event, entry?.outcome, entry?.actor, entry?.detail?.messageId],
        ['system.sms.send_factor_verify_message', 'SUCCESS', 'okta-telephony-hook', transactionId],
      );
      assert.deepEqual(disclosures(await everyRow(org.w), ['012345', 'Acme Corp']), []);
      const full = (await everyRow(org.w)).filter((row) => !row.startsWith('limits ') && row.includes(phoneNumber));
      assert.deepEqual(full, []);
    });

    test("the OpenAPI file's example is understood, numbers and all; only its number cannot exist", async () => {
      const { status, body } = await send(oktaRequest({ eventId: event() }));
      assert.equal(status, 200);
      assert.deepEqual(body.error.errorCauses, [
        {
          errorSummary: 'The message cannot be sent.',
          reason: 'No phone number that can exist; send it in E.164 form',
          location: 'data.messageProfile.phoneNumber',
        },
      ]);
      assert.deepEqual(org.outgoing, []);
      const possible = oktaRequest({ eventId: event(), messageProfile: { phoneNumber: 18024484999 } });
      assert.equal((await send(possible)).body.commands[0].value[0].status, 'SUCCESSFUL');
      assert.deepEqual(
        [newest().message.to, newest().message.values.code, words().text],
        ['+18024484999', '11111', '(HOOK)Your code is 11111'],
      );
    });

    test('a call is spoken in our words, digit by digit, with the extension', async () => {
      const phoneNumber = number();
      const body = request({
        phoneNumber: `${phoneNumber};ext=7`,
        deliveryChannel: 'voice call',
        msgTemplate: undefined,
      });
      assert.equal((await send(body)).body.commands[0].value[0].status, 'SUCCESSFUL');
      const { channel, to, extension } = org.outgoing[0]!.message;
      assert.deepEqual([channel, to, extension], ['call', phoneNumber, '7']);
      assert.match(words().text, /0, 1, 2, 3, 4, 5/);
    });

    test('words without the code in them are replaced by our own', async () => {
      await send(request({ msgTemplate: 'Hello from Acme' }));
      assert.equal(words().text, 'Your verification code is 012345.');
      await send(request({ msgTemplate: `Acme: \${code}` }));
      assert.equal(words().text, 'Acme: 012345');
    });

    const types = [
      ['com.okta.user.telephony.pre-enrollment', 'SMS', 'system.sms.send_phone_verification_message'],
      ['com.okta.user.telephony.mfa-verification', 'SMS', 'system.sms.send_factor_verify_message'],
      ['com.okta.user.telephony.account-unlock', 'SMS', 'system.sms.send_account_unlock_message'],
      ['com.okta.user.telephony.password-reset', 'SMS', 'system.sms.send_password_reset_message'],
      ['com.okta.user.telephony.pre-enrollment', 'voice call', 'system.voice.send_phone_verification_call'],
      ['com.okta.user.telephony.password-reset', 'voice call', 'system.voice.send_password_reset_call'],
      ['com.okta.user.telephony.of-the-future', 'SMS', 'system.sms.send_factor_verify_message'],
    ] as const;
    for (const [requestType, deliveryChannel, logged] of types) {
      test(`${requestType} by ${deliveryChannel} is ${logged}`, async () => {
        await send(request({ deliveryChannel }, requestType));
        assert.equal((await org.w.store.log.ofUser(okta)).at(-1)?.event, logged);
      });
    }

    test('a replayed request: the same eventId is sent once and answered alike', async () => {
      const body = request();
      const first = await send(body);
      assert.deepEqual((await send(body)).body, first.body);
      org.w.clock.advance({ hours: 24 });
      assert.deepEqual((await send(body)).body, first.body);
      assert.equal(org.outgoing.length, 1);
    });

    test('a replayed request: ten times at once it is sent once, and nobody hears that it failed', async () => {
      const body = request();
      org.carrier = async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { accepted: true, attempts: [] };
      };
      const answers = await atOnce(10, () => send(body));
      assert.equal(org.outgoing.length, 1);
      const statuses = new Set(answers.map((answer) => answer.body.commands[0].value[0].status));
      assert.ok(
        statuses.has('SUCCESSFUL') && statuses.isSubsetOf(new Set(['PENDING', 'SUCCESSFUL'])),
        [...statuses].join(),
      );
      assert.equal(new Set(answers.map((answer) => answer.body.commands[0].value[0].transactionId)).size, 1);
    });

    test('a message that nobody took is the error object of fact 187, also when asked again; a new one may be sent', async () => {
      org.carrier = async () => ({ accepted: false, attempts: [], reason: 'PROVIDERS_FAILED' });
      const phoneNumber = number();
      const body = request({ phoneNumber });
      const { status, body: answer } = await send(body);
      const errorSummary = 'Telephony provider error.';
      assert.deepEqual(
        [status, answer],
        [
          200,
          {
            error: {
              errorSummary,
              errorCauses: [{ errorSummary, reason: 'PROVIDERS_FAILED', location: 'data.messageProfile.phoneNumber' }],
            },
          },
        ],
      );
      assert.deepEqual((await send(body)).body, answer);
      assert.equal(org.outgoing.length, 1);
      await send(request({ phoneNumber }));
      assert.equal(org.outgoing.length, 2);
    });

    test('a carrier that is slower than Okta is answered PENDING in time, and its answer is kept', async () => {
      let accept = (_: MessageOutcome) => {};
      org.carrier = () => new Promise((resolve) => (accept = resolve));
      const started = performance.now();
      const { body } = await send(request());
      const { status, transactionId } = body.commands[0].value[0];
      assert.equal(status, 'PENDING');
      assert.ok(performance.now() - started < 2_900, `${performance.now() - started} ms`);
      accept({ accepted: true, attempts: [] });
      while ((await record(transactionId)).status === 'QUEUED') await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal((await record(transactionId)).status, 'ACCEPTED');
    });

    test('its log names the address of the end user, not that of Okta', async () => {
      await send(request(), { ...withSecret, headers: { ...withSecret.headers, 'x-forwarded-for': '198.51.100.1' } });
      assert.equal(newest().caller.address, '127.0.0.1');
      assert.equal((await org.w.store.log.ofUser(okta)).at(-1)?.address, '127.0.0.1');
    });
  });
}

describe('two services that are hooks', () => {
  let h: HookWorld;
  before(async () => {
    h = await hookWorld('sqlite');
  });
  after(() => h.close());

  test('a loop of hooks: what came in through one does not go out through one', async () => {
    await h.w.call('POST', hooksPath, hookRequest(h.server.url));
    const messageProfile = { phoneNumber: '+18024482036', otpCode: '012345', msgTemplate: 'Code 012345' };
    const { body } = await h.w.call('POST', path, oktaRequest({ messageProfile }));
    assert.equal(body.commands[0].value[0].status, 'SUCCESSFUL');
    assert.deepEqual(h.byProvider, ['012345']);
    assert.deepEqual(h.server.calls, []);
  });
});
