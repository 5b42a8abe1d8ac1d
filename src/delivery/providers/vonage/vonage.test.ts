import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  call,
  formBody,
  io,
  NOW,
  NOW_SECONDS,
  sms,
  WEBHOOK,
  webhook,
} from '../../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../../test/support/messages/vendorServer.ts';
import { basic } from '../shared/exchange.ts';
import { hmac, sha256 } from '../shared/webhooks.ts';
import { vonage } from './vonage.ts';

const account = { apiKey: 'abcd1234', apiSecret: 'api-secret', from: 'Cofactor', signatureSecret: 'signature-secret' };

const jwt = (
  claims: object,
  secret = account.signatureSecret,
  header: object = { alg: 'HS256', typ: 'JWT' },
): string => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${hmac('sha256', secret, signed, 'base64url')}`;
};

describe('Vonage', () => {
  test('a text message goes to the SMS API, its secret in the body and not in the URL', async (t) => {
    const body = { 'message-count': '1', messages: [{ status: '0', 'message-id': '0A1', to: '18024482036' }] };
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body }));
    const receipt = await vonage.send(sms(), { ...account, smsBaseUrl: url }, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: '0A1' });
    assert.deepEqual([heard[0]?.method, heard[0]?.path, heard[0]?.query], ['POST', '/sms/json', {}]);
    assert.deepEqual(heard[0]?.form, {
      api_key: 'abcd1234',
      api_secret: 'api-secret',
      from: 'Cofactor',
      to: '18024482036',
      text: 'Your verification code is 749281.',
      'client-ref': 'msg1',
      callback: WEBHOOK,
    });
  });

  test('a text that is not plain goes as unicode', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body: { messages: [{ status: '0' }] } }));
    const message = { ...sms(), rendered: { channel: 'sms', text: 'Код: 749281' } } as const;
    assert.deepEqual(await vonage.send(message, { ...account, smsBaseUrl: url }, io()), { accepted: true });
    assert.equal(heard[0]?.form.type, 'unicode');
  });

  const refusals: readonly (readonly [string, boolean, string | undefined])[] = [
    ['1', true, undefined],
    ['4', true, undefined],
    ['7', false, 'INVALID_RECIPIENT'],
    ['9', true, undefined],
    ['33', false, 'INVALID_RECIPIENT'],
  ];
  for (const [code, retry, final] of refusals) {
    test(`status ${code} within a 200 is a refusal, ${retry ? 'and another provider may try' : 'and final'}`, async (t) => {
      const body = { messages: [{ status: code, 'error-text': 'Bad: api-secret to 18024482036' }] };
      const { url } = await vendorServer(t, () => ({ status: 200, body }));
      const receipt = await vonage.send(sms(), { ...account, smsBaseUrl: url }, io());
      assert.ok(!receipt.accepted);
      assert.deepEqual([receipt.retry, receipt.final], [retry, final]);
      assert.match(receipt.reason, new RegExp(`^VONAGE ${code}: `));
    });
  }

  test('an answer that says nothing is not taken for a success', async (t) => {
    const { url } = await vendorServer(t, () => ({ status: 200, body: '<html>Welcome</html>', type: 'text/html' }));
    const receipt = await vonage.send(sms(), { ...account, smsBaseUrl: url }, io());
    assert.deepEqual(receipt, { accepted: false, retry: true, reason: 'VONAGE (HTTP 200)' });
  });

  test('WhatsApp goes to the Messages API as a template with the code in text and button', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 202, body: { message_uuid: 'uuid-1' } }));
    const settings = { ...account, from: '15005550006', whatsapp: true, whatsappTemplate: 'ns:login', baseUrl: url };
    assert.deepEqual(await vonage.send(sms(), settings, io()), { accepted: true, reference: 'uuid-1' });
    assert.deepEqual(
      [heard[0]?.path, heard[0]?.headers.authorization],
      ['/v1/messages', basic('abcd1234', 'api-secret')],
    );
    const parameters = [{ type: 'text', text: '749281' }];
    assert.deepEqual(heard[0]?.json, {
      to: '18024482036',
      from: '15005550006',
      channel: 'whatsapp',
      client_ref: 'msg1',
      message_type: 'custom',
      custom: {
        type: 'template',
        template: {
          name: 'login',
          namespace: 'ns',
          language: { policy: 'deterministic', code: 'en_US' },
          components: [
            { type: 'body', parameters },
            { type: 'button', sub_type: 'url', index: '0', parameters },
          ],
        },
      },
    });
  });

  test('a problem of the Messages API is told by the code in its type', async (t) => {
    const body = {
      type: 'https://developer.vonage.com/api-errors/messages#1170',
      title: 'Invalid',
      detail: '18024482036',
    };
    const { url } = await vendorServer(t, () => ({ status: 422, body, type: 'application/problem+json' }));
    const receipt = await vonage.send(sms(), { ...account, whatsapp: true, baseUrl: url }, io());
    assert.deepEqual(receipt, {
      accepted: false,
      retry: false,
      final: 'INVALID_RECIPIENT',
      reason: 'VONAGE 1170 (HTTP 422): the number is not valid',
    });
  });

  test('a call goes to the Voice API with a JWT of the application, good for a minute', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { uuid: 'call-1', status: 'started' } }));
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const settings = { ...account, from: '+15005550006', applicationId: 'app-1', privateKey: pem, baseUrl: url };
    const receipt = await vonage.send(call({ extension: '42', language: 'fr' }), settings, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: 'call-1' });
    assert.equal(heard[0]?.path, '/v1/calls');
    assert.deepEqual(heard[0]?.json, {
      to: [{ type: 'phone', number: '18024482036', dtmfAnswer: 'p42' }],
      from: { type: 'phone', number: '15005550006' },
      ncco: [{ action: 'talk', text: 'Your code is 7, 4, 9, 2, 8, 1.', language: 'fr-FR' }],
      event_url: [WEBHOOK],
      event_method: 'POST',
    });
    const [head = '', claims = '', signature = ''] =
      heard[0]?.headers.authorization?.replace('Bearer ', '').split('.') ?? [];
    assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url')));
    const { jti, ...rest } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    assert.deepEqual(rest, { application_id: 'app-1', iat: NOW_SECONDS, exp: NOW_SECONDS + 60 });
    assert.match(jti, /^[0-9a-f]{32}$/);
  });

  test('a call without a usable key says which setting is missing', async () => {
    const said = async (over: object) => {
      const receipt = await vonage.send(call(), { ...account, ...over }, io());
      return receipt.accepted ? '' : receipt.reason;
    };
    assert.match(await said({}), /applicationId and privateKey/);
    assert.match(await said({ applicationId: 'a', privateKey: 'not a key at all' }), /privateKey is not/);
  });

  test('a report of the SMS API counts with its signature, and only while it is fresh', () => {
    const fields = {
      messageId: '0A1',
      status: 'failed',
      'err-code': '6',
      text: 'a&b=c',
      timestamp: `${NOW_SECONDS - 60}`,
    };
    const signed = (over: Record<string, string> = {}) => {
      const all: Record<string, string> = { ...fields, ...over };
      const text = Object.keys(all)
        .sort()
        .map((name) => `&${name}=${all[name]?.replace(/[&=]/g, '_')}`)
        .join('');
      return { ...all, sig: hmac('sha256', account.signatureSecret, text, 'hex').toUpperCase() };
    };
    const report = (body: string, settings: object = {}) =>
      vonage.report?.(webhook({ body }), { ...account, ...settings }, NOW);
    const reports = [{ reference: '0A1', status: 'UNDELIVERED', reason: 'failed 6' }];
    assert.deepEqual(report(formBody(signed())), { reports });
    assert.deepEqual(report(JSON.stringify(signed())), { reports });
    assert.equal(report(formBody({ ...signed(), status: 'delivered' })), undefined);
    assert.equal(report(formBody(signed({ timestamp: `${NOW_SECONDS - 3600}` }))), undefined);
    assert.equal(report(formBody(signed()), { signatureSecret: 'another' }), undefined);
    assert.equal(report(formBody(fields)), undefined);
    assert.equal(
      vonage.report?.(webhook({ body: formBody(signed()) }), { ...account, signatureSecret: '' }, NOW),
      undefined,
    );
  });

  test('a report with a JWT counts when the JWT is about this very body', () => {
    const body = JSON.stringify({ message_uuid: 'uuid-1', status: 'delivered', timestamp: '2026-11-23T11:59:59Z' });
    const claims = { iat: NOW_SECONDS, iss: 'Vonage', payload_hash: sha256(body).toString('hex') };
    const report = (token: string, text = body) =>
      vonage.report?.(webhook({ headers: { authorization: `Bearer ${token}` }, body: text }), account, NOW);
    assert.deepEqual(report(jwt(claims)), { reports: [{ reference: 'uuid-1', status: 'DELIVERED' }] });
    assert.equal(report(jwt(claims), body.replace('delivered', 'rejected')), undefined);
    assert.equal(report(jwt({ ...claims, iat: NOW_SECONDS - 3600 })), undefined);
    assert.equal(report(jwt(claims, 'another')), undefined);
    assert.equal(report(jwt(claims, account.signatureSecret, { alg: 'none' })), undefined);
    assert.equal(report(jwt({ iat: NOW_SECONDS })), undefined);
  });
});
