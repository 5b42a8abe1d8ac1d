import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { call, formBody, io, sms, WEBHOOK, webhook } from '../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { basic } from './shared/exchange.ts';
import { hmac } from './shared/webhooks.ts';
import { twilio } from './twilio.ts';

/** Twilio's own library, which judges ours. Its types are eight hundred files, which would cost the compiler seconds. */
const vendor: Vendor = createRequire(import.meta.url)('twilio');

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

  test('wrong credentials are named', async (t) => {
    const { url } = await vendorServer(t, () => ({ status: 401, body: { code: 20003, message: 'Authenticate' } }));
    const reason = 'TWILIO 20003 (HTTP 401): the credentials are wrong';
    const receipt = await twilio.send(sms(), { ...account, from: '+1', baseUrl: url }, io());
    assert.deepEqual(receipt, { accepted: false, retry: true, reason });
  });

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

  const bySettings: readonly (readonly [string, object, object])[] = [
    ['a number', { from: '+15005550006' }, { from: '+15005550006' }],
    ['a messaging service', { messagingServiceSid: 'MG1' }, { messagingServiceSid: 'MG1' }],
  ];
  for (const [sender, settings, options] of bySettings) {
    test(`a text message from ${sender} is the request that Twilio's own library makes`, async (t) => {
      const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { sid: 'SM1' } }));
      await twilio.send(sms(), { ...account, ...settings, baseUrl: url }, io({ webhookUrl: WEBHOOK }));
      const made = await asLibrary((client) =>
        client.messages.create({
          ...options,
          to: '+18024482036',
          body: 'Your verification code is 749281.',
          statusCallback: WEBHOOK,
        }),
      );
      assert.deepEqual(partsOf(heard[0]), made);
    });
  }

  test("a call is the request that Twilio's own library makes", async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { sid: 'CA1' } }));
    const settings = { ...account, from: '+15005550006', baseUrl: url };
    await twilio.send(call({ extension: '42' }), settings, io({ webhookUrl: WEBHOOK }));
    const { VoiceResponse } = vendor.twiml;
    const twiml = new VoiceResponse();
    twiml.say({ language: 'en-US' }, 'Your code is 7, 4, 9, 2, 8, 1.');
    const made = await asLibrary((client) =>
      client.calls.create({
        to: '+18024482036',
        from: '+15005550006',
        twiml: twiml.toString(),
        sendDigits: 'wwww42',
        statusCallback: WEBHOOK,
      }),
    );
    assert.deepEqual(partsOf(heard[0]), made);
  });

  test("a report that is signed as Twilio's own library has it counts, with and without a query in the address", () => {
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+18024482036', Body: 'ü & +', Empty: '' };
    for (const url of [WEBHOOK, `${WEBHOOK}?a=1&b=%20`]) {
      const headers = { 'x-twilio-signature': vendor.getExpectedTwilioSignature(account.authToken, url, fields) };
      const request = webhook({ url, headers, body: formBody(fields) });
      const reports = [{ reference: 'SM1', status: 'DELIVERED' }];
      assert.deepEqual(twilio.report?.(request, account, io().now), { reports });
    }
  });

  test("a report that is signed with a shared key, as Twilio's own library has it, counts by that key alone", () => {
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    const reports = [{ reference: 'SM1', status: 'DELIVERED' }];
    const report = (settings: object, algorithm: string, key: string, hash?: string) => {
      const headers = {
        'x-twilio-signature': vendor.getExpectedTwilioSignature(key, WEBHOOK, fields, hash ?? algorithm),
        'x-twilio-webhooks-signature-settings': `key=WK1,algorithm=${algorithm}`,
      };
      return twilio.report?.(webhook({ headers, body: formBody(fields) }), { ...account, ...settings }, io().now);
    };
    const sharedKey = 'a shared key';
    for (const algorithm of ['HMAC_SHA256', 'HMAC_SHA1']) {
      assert.deepEqual(report({ sharedKey }, algorithm, sharedKey), { reports });
      assert.equal(report({ sharedKey }, algorithm, account.authToken), undefined, 'by the auth token');
      assert.equal(report({}, algorithm, sharedKey), undefined, 'no shared key is set');
    }
    assert.equal(report({ sharedKey }, 'HMAC_SHA256', sharedKey, 'HMAC_SHA1'), undefined, 'by another hash than said');
    assert.equal(report({ sharedKey }, 'HMAC_MD5', sharedKey, 'HMAC_SHA256'), undefined, 'by a hash nobody knows');
  });
});

interface Vendor {
  (accountSid: string, authToken: string, options: { readonly httpClient: object }): Client;
  getExpectedTwilioSignature(key: string, url: string, fields: object, algorithm?: string): string;
  readonly twiml: {
    readonly VoiceResponse: new () => { say(options: object, text: string): void; toString(): string };
  };
}
type Client = Readonly<Record<'messages' | 'calls', { create(options: object): Promise<unknown> }>>;

/** A request as the library hands it to whoever sends it. */
interface VendorAsk {
  readonly method: string;
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly data: object;
}

type Parts = Readonly<Record<'method' | 'path' | 'authorization' | 'form', unknown>>;

const partsOf = (heard: Awaited<ReturnType<typeof vendorServer>>['heard'][number] | undefined): Parts => ({
  method: heard?.method,
  path: heard?.path,
  authorization: heard?.headers.authorization,
  form: heard?.form,
});

/** The request that Twilio's own library makes. */
async function asLibrary(ask: (client: Client) => Promise<unknown>): Promise<Parts> {
  const requests: Parts[] = [];
  const httpClient = {
    async request({ method, uri, username, password, data }: VendorAsk) {
      const authorization = basic(username, password);
      requests.push({ method: method.toUpperCase(), path: new URL(uri).pathname, authorization, form: { ...data } });
      return { statusCode: 201, body: { sid: 'SM1' }, headers: {} };
    },
  };
  await ask(vendor(account.accountSid, account.authToken, { httpClient }));
  return requests[0] ?? assert.fail('it has asked nothing');
}
