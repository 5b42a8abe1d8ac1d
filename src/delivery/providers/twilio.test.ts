import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEmulator } from 'emulate';
import { call, formBody, io, sms, WEBHOOK, webhook } from '../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { basic } from './shared/exchange.ts';
import { hmac } from './shared/webhooks.ts';
import { twilio } from './twilio.ts';

const account = { accountSid: 'AC123', authToken: 'token-secret' };
const path = '/2010-04-01/Accounts/AC123';

describe('Twilio', () => {
  test('a text message is posted as its documentation has it', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { sid: 'SM1', status: 'queued' } }));
    const settings = { ...account, from: '+15005550006', baseUrl: `${url}/` };
    assert.deepEqual(await twilio.send(sms(), settings, io({ webhookUrl: WEBHOOK })), {
      accepted: true,
      reference: 'SM1',
    });
    const [got] = heard;
    assert.deepEqual([got?.method, got?.path, got?.query], ['POST', `${path}/Messages.json`, {}]);
    assert.equal(got?.headers.authorization, basic('AC123', 'token-secret'));
    assert.deepEqual(got?.form, {
      To: '+18024482036',
      From: '+15005550006',
      Body: 'Your verification code is 749281.',
      StatusCallback: WEBHOOK,
    });
  });

  test('a messaging service and an API key take the place of number and auth token', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { sid: 'SM2' } }));
    const keys = { apiKeySid: 'SK1', apiKeySecret: 'key-secret' };
    await twilio.send(sms(), { ...account, ...keys, messagingServiceSid: 'MG1', baseUrl: url }, io());
    assert.equal(heard[0]?.headers.authorization, basic('SK1', 'key-secret'));
    assert.deepEqual(Object.keys(heard[0]?.form ?? {}), ['To', 'MessagingServiceSid', 'Body']);
  });

  test('WhatsApp gets an approved template whose variable is the code', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { sid: 'SM3' } }));
    await twilio.send(sms(), { ...account, from: '+1500', whatsapp: true, contentSid: 'HX1', baseUrl: url }, io());
    assert.deepEqual(heard[0]?.form, {
      To: 'whatsapp:+18024482036',
      From: 'whatsapp:+1500',
      ContentSid: 'HX1',
      ContentVariables: '{"1":"749281"}',
    });
  });

  test('a call speaks in the language of the text and dials the extension', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { sid: 'CA1' } }));
    const settings = { ...account, from: '+15005550006', baseUrl: url };
    const said = call({ language: 'de', extension: '42' });
    assert.deepEqual(await twilio.send(said, settings, io()), { accepted: true, reference: 'CA1' });
    assert.equal(heard[0]?.path, `${path}/Calls.json`);
    assert.equal(heard[0]?.form.SendDigits, 'wwww42');
    assert.equal(
      heard[0]?.form.Twiml,
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="de-DE">Your code is 7, 4, 9, 2, 8, 1.</Say></Response>',
    );
  });

  const refusals: readonly (readonly [number, number, boolean, string | undefined])[] = [
    [400, 21211, false, 'INVALID_RECIPIENT'],
    [400, 21614, false, 'INVALID_RECIPIENT'],
    [400, 21610, false, 'OPTED_OUT'],
    [400, 21408, true, undefined],
    [401, 20003, true, undefined],
    [429, 20429, true, undefined],
    [503, 20503, true, undefined],
  ];
  for (const [status, code, retry, final] of refusals) {
    test(`error ${code} is ${retry ? 'for another provider to try' : `final: ${final}`}`, async (t) => {
      const body = { code, message: "The 'To' number +18024482036 is not valid", status };
      const { url } = await vendorServer(t, () => ({ status, body }));
      const receipt = await twilio.send(sms(), { ...account, from: '+1', baseUrl: url }, io());
      assert.ok(!receipt.accepted);
      assert.deepEqual([receipt.retry, receipt.final], [retry, final]);
      assert.match(receipt.reason, new RegExp(`^TWILIO ${code} \\(HTTP ${status}\\)`));
    });
  }

  test('without a sender nothing is asked of Twilio', async () => {
    const receipt = await twilio.send(sms(), account, io());
    assert.ok(!receipt.accepted && receipt.retry);
    assert.match(receipt.reason, /from or messagingServiceSid/);
  });

  test("the signature of Twilio's own documentation is right, and wrong with any other token, URL or field", () => {
    const fields = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    const headers = { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' };
    const request = webhook({ url: 'https://mycompany.com/myapp.php?foo=1&bar=2', headers, body: formBody(fields) });
    const report = (over: object, authToken = '12345') =>
      twilio.report?.({ ...request, ...over }, { ...account, authToken }, io().now);
    assert.deepEqual(report({}), { reports: [] });
    assert.equal(report({}, '12346'), undefined);
    assert.equal(report({ url: 'https://mycompany.com/myapp.php?foo=1' }), undefined);
    assert.equal(report({ body: formBody({ ...fields, Digits: '1235' }) }), undefined);
    assert.equal(report({ headers: {} }), undefined);
  });

  const outcomes: readonly (readonly [Record<string, string>, unknown])[] = [
    [{ MessageSid: 'SM1', MessageStatus: 'sent' }, []],
    [{ MessageSid: 'SM1', MessageStatus: 'delivered' }, [{ reference: 'SM1', status: 'DELIVERED' }]],
    [
      { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' },
      [{ reference: 'SM1', status: 'UNDELIVERED', reason: 'undelivered 30003' }],
    ],
    [{ CallSid: 'CA1', CallStatus: 'no-answer' }, [{ reference: 'CA1', status: 'UNDELIVERED', reason: 'no-answer' }]],
  ];
  for (const [fields, reports] of outcomes) {
    test(`a report of ${fields.MessageStatus ?? fields.CallStatus} says what became of the message`, () => {
      const text =
        WEBHOOK +
        Object.keys(fields)
          .sort()
          .map((name) => name + fields[name])
          .join('');
      const headers = { 'x-twilio-signature': hmac('sha1', account.authToken, text, 'base64') };
      assert.deepEqual(twilio.report?.(webhook({ headers, body: formBody(fields) }), account, io().now), { reports });
    });
  }

  test('the Twilio twin takes a message, and its signed report comes back as delivered', async (t) => {
    const sid = 'AC00000000000000000000000000000000';
    const seeded = { accountSid: sid, authToken: 'twilio_test_auth_token' };
    const from = '+15551234567';
    const twin = await createEmulator({
      service: 'twilio',
      port: 0,
      seed: { twilio: { account: { sid, auth_token: seeded.authToken }, phone_numbers: [{ phone_number: from }] } },
    });
    t.after(() => twin.close());
    const vendor = await vendorServer(t, () => ({ status: 204 }));
    const settings = { ...seeded, from, baseUrl: twin.url };
    const receipt = await twilio.send(sms(), settings, io({ webhookUrl: vendor.url }));
    assert.ok(receipt.accepted && receipt.reference?.startsWith('SM'), JSON.stringify(receipt));

    const wrong = await twilio.send(sms(), { ...settings, authToken: 'wrong' }, io());
    assert.deepEqual(
      [wrong.accepted, !wrong.accepted && wrong.reason],
      [false, 'TWILIO 20003 (HTTP 401): the credentials are wrong'],
    );

    await fetch(`${twin.url}/_twilio/simulate/message-status`, {
      method: 'POST',
      headers: { authorization: basic(sid, seeded.authToken) },
      body: new URLSearchParams({ MessageSid: receipt.reference ?? '', Status: 'delivered' }),
    });
    const replies = vendor.heard.map(({ headers, body }) => {
      const signature = String(headers['x-twilio-signature']);
      const request = webhook({ url: vendor.url, headers: { 'x-twilio-signature': signature }, body });
      return twilio.report?.(request, settings, io().now);
    });
    assert.deepEqual(replies.at(-1), { reports: [{ reference: receipt.reference, status: 'DELIVERED' }] });
  });
});
