import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, formBody, io, NOW, sms, WEBHOOK, webhook } from '../../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../../test/support/messages/vendorServer.ts';
import { basic } from '../shared/exchange.ts';
import { hmac } from '../shared/webhooks.ts';
import { plivo } from './plivo.ts';

const account = { authId: 'MA1', authToken: 'token-secret', from: '+15005550006' };

const v3 = (text: string, nonce = '12345') => ({
  'x-plivo-signature-v3': `another=,${hmac('sha256', account.authToken, `${text}.${nonce}`, 'base64')}`,
  'x-plivo-signature-v3-nonce': nonce,
});

describe('Plivo', () => {
  test('a text message is posted as its documentation has it', async (t) => {
    const body = { message: 'message(s) queued', message_uuid: ['u-1'], api_id: 'a-1' };
    const { url, heard } = await vendorServer(t, () => ({ status: 202, body }));
    const receipt = await plivo.send(sms(), { ...account, baseUrl: url }, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: 'u-1' });
    assert.deepEqual([heard[0]?.method, heard[0]?.path], ['POST', '/v1/Account/MA1/Message/']);
    assert.equal(heard[0]?.headers.authorization, basic('MA1', 'token-secret'));
    assert.deepEqual(heard[0]?.json, {
      src: '+15005550006',
      dst: '+18024482036',
      type: 'sms',
      text: 'Your verification code is 749281.',
      url: WEBHOOK,
      method: 'POST',
    });
  });

  test('a powerpack takes the place of the number, and WhatsApp its template', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 202, body: { message_uuid: ['u-2'] } }));
    await plivo.send(sms(), { ...account, powerpackUuid: 'pp', baseUrl: url }, io());
    await plivo.send(sms(), { ...account, whatsapp: true, whatsappTemplate: 'login', baseUrl: url }, io());
    const [plain, whatsapp] = heard.map(
      ({ json }) => json as { type: string; powerpack_uuid?: string; template?: { name: string } },
    );
    assert.deepEqual([plain?.powerpack_uuid, plain?.type], ['pp', 'sms']);
    assert.deepEqual([whatsapp?.type, whatsapp?.template?.name], ['whatsapp', 'login']);
  });

  test('a call is told what to say when it is answered, and the code is in no URL', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { request_uuid: 'c-1' } }));
    const settings = { ...account, baseUrl: url };
    const receipt = await plivo.send(call({ extension: '42', language: 'de' }), settings, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: 'c-1' });
    assert.equal(heard[0]?.path, '/v1/Account/MA1/Call/');
    const { answer_url = '', ...rest } = (heard[0]?.json ?? {}) as Record<string, string>;
    assert.deepEqual(rest, {
      from: '+15005550006',
      to: '+18024482036',
      answer_method: 'POST',
      hangup_url: WEBHOOK,
      hangup_method: 'POST',
      send_digits: 'wwww42',
    });
    assert.ok(answer_url.startsWith(`${WEBHOOK}?say=`) && !/749281|7, 4/.test(decodeURIComponent(answer_url)));

    const asked = (target: string, now = NOW) => {
      const fields = { CallUUID: 'x', RequestUUID: 'c-1' };
      const query = new URL(target).search.slice(1);
      const headers = v3(`${WEBHOOK}?${query}.CallUUIDxRequestUUIDc-1`);
      return plivo.report?.(webhook({ url: target, headers, body: formBody(fields) }), account, now);
    };
    assert.deepEqual(asked(answer_url), {
      reports: [],
      body: {
        type: 'application/xml',
        text: '<?xml version="1.0" encoding="UTF-8"?><Response><Speak language="de-DE">Your code is 7, 4, 9, 2, 8, 1.</Speak></Response>',
      },
    });
    assert.equal(asked(answer_url, NOW.add({ hours: 1 })), undefined);
    assert.equal(asked(`${answer_url.slice(0, -4)}AAAA`), undefined);
    assert.equal(plivo.report?.(webhook({ url: answer_url }), account, NOW), undefined);
  });

  test('a call without a public URL is left to another provider', async () => {
    const receipt = await plivo.send(call(), account, io());
    assert.deepEqual(receipt, {
      accepted: false,
      retry: true,
      reason: 'SETTINGS: calls need a public URL of this service',
    });
  });

  for (const status of [400, 401, 429, 500]) {
    test(`HTTP ${status} is for another provider to try`, async (t) => {
      const { url } = await vendorServer(t, () => ({ status, body: { api_id: 'a', error: 'dst 18024482036 is bad' } }));
      const receipt = await plivo.send(sms(), { ...account, baseUrl: url }, io());
      assert.deepEqual(receipt, { accepted: false, retry: true, reason: `PLIVO (HTTP ${status})` });
    });
  }

  test('reports count with the signature of either version', () => {
    const fields = { MessageUUID: 'u-1', Status: 'undelivered', ErrorCode: '30' };
    const body = formBody(fields);
    const reports = [{ reference: 'u-1', status: 'UNDELIVERED', reason: 'undelivered 30' }];
    const text = `${WEBHOOK}?ErrorCode30MessageUUIDu-1Statusundelivered`;
    const report = (headers: Record<string, string>, over: object = {}) =>
      plivo.report?.(webhook({ headers, body, ...over }), account, NOW);
    assert.deepEqual(report(v3(text)), { reports });
    assert.equal(report(v3(text), { body: formBody({ ...fields, Status: 'delivered' }) }), undefined);
    assert.equal(report({ ...v3(text), 'x-plivo-signature-v3-nonce': '1' }), undefined);
    const v2 = {
      'x-plivo-signature-v2': hmac('sha256', account.authToken, `${WEBHOOK}678`, 'base64'),
      'x-plivo-signature-v2-nonce': '678',
    };
    assert.deepEqual(report(v2), { reports });
    assert.equal(report({ ...v2, 'x-plivo-signature-v2-nonce': '679' }), undefined);
    assert.equal(report({}), undefined);
  });
});
