import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, io, NOW, NOW_SECONDS, sms, WEBHOOK, webhook } from '../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { messagebird } from './messagebird.ts';
import { hmac, sha256 } from './shared/webhooks.ts';

const account = { accessKey: 'access-secret', from: 'Cofactor', signingKey: 'signing-secret' };

describe('MessageBird', () => {
  test('a text message is posted as its documentation has it', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { id: 'mb-1' } }));
    const receipt = await messagebird.send(sms(), { ...account, baseUrl: url }, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: 'mb-1' });
    assert.deepEqual([heard[0]?.method, heard[0]?.path], ['POST', '/messages']);
    assert.equal(heard[0]?.headers.authorization, 'AccessKey access-secret');
    assert.deepEqual(heard[0]?.json, {
      originator: 'Cofactor',
      recipients: ['18024482036'],
      body: 'Your verification code is 749281.',
      reference: 'msg1',
      datacoding: 'auto',
      reportUrl: WEBHOOK,
    });
  });

  test('a call goes to its voice messages', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 201, body: { id: 'mb-2' } }));
    await messagebird.send(call({ language: 'nl' }), { ...account, baseUrl: url }, io());
    assert.equal(heard[0]?.path, '/voicemessages');
    assert.equal((heard[0]!.json as { language: string }).language, 'nl-nl');
    const extension = await messagebird.send(call({ extension: '1' }), { ...account, baseUrl: url }, io());
    assert.ok(!extension.accepted && extension.retry);
    assert.equal(heard.length, 1);
  });

  const refusals: readonly (readonly [number, object, boolean, string])[] = [
    [
      422,
      { code: 9, parameter: 'recipients', description: 'no (correct) recipients found' },
      false,
      'the number is not valid',
    ],
    [422, { code: 9, parameter: 'originator', description: 'bad' }, true, 'a parameter is missing'],
    [401, { code: 2, parameter: 'access_key' }, true, 'the access key is wrong'],
    [402, { code: 25 }, true, 'the account has no credit'],
    [500, { code: 99 }, true, 'internal error'],
  ];
  for (const [status, error, retry, says] of refusals) {
    test(`${JSON.stringify(error)} is ${retry ? 'for another provider to try' : 'final'}`, async (t) => {
      const { url } = await vendorServer(t, () => ({ status, body: { errors: [error] } }));
      const receipt = await messagebird.send(sms(), { ...account, baseUrl: url }, io());
      assert.ok(!receipt.accepted);
      assert.equal(receipt.retry, retry);
      assert.ok(receipt.reason.endsWith(`(HTTP ${status}): ${says}`), receipt.reason);
    });
  }

  test("the reference token of MessageBird's own library is right at its time, and at no other", () => {
    const signingKey = '36efdd1aace2e26cd490f0d951138253bef2f7c6d34d18981da781555cc4cebb';
    const token =
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI5M2U1NTAwNi1hMGU4LTQ1MjYtYTE5MC1mYTVmZjAwZWExMTYiLCJ1cmxfaGFzaCI6IjQxZjA1ZjBkZGQwYTIyYWIyMDlhYzQ2ZjQ3YzQ1NzJkOWNlZmEyNTdlZDc0YjI0MDA0YmFlNzUzZWNlNmMyNjAiLCJwYXlsb2FkX2hhc2giOiJkZmZkNjAyMWJiMmJkNWIwYWY2NzYyOTA4MDllYzNhNTMxOTFkZDgxYzdmNzBhNGIyODY4OGEzNjIxODI5ODZmIn0._H--TOuYFLpeEH39-rg5E3IHVkjHozBcaKVWPRC5m9I';
    const at = Temporal.Instant.from('2021-07-05T12:00:00+02:00');
    const request = webhook({
      url: 'https://example.com/path?bar=1&foo=2',
      body: 'Hello, World!',
      headers: { 'messagebird-signature-jwt': token },
    });
    const report = (over: object = {}, now = at) =>
      messagebird.report?.({ ...request, ...over }, { ...account, signingKey }, now);
    assert.deepEqual(report(), { reports: [] });
    assert.equal(report({}, at.add({ hours: 1 })), undefined);
    assert.equal(report({}, at.subtract({ hours: 1 })), undefined);
    assert.equal(report({ url: 'https://example.com/path?foo=2&bar=1' }), undefined);
    assert.equal(report({ body: 'Hello, World?' }), undefined);
  });

  test('a report comes as GET and counts with its token', () => {
    const url = `${WEBHOOK}?id=mb-1&reference=msg1&status=delivery_failed&statusErrorCode=5`;
    const claims = {
      iss: 'MessageBird',
      nbf: NOW_SECONDS - 1,
      exp: NOW_SECONDS + 59,
      jti: '1',
      url_hash: sha256(url).toString('hex'),
    };
    const report = (over: object = {}, target = url, secret = account.signingKey) => {
      const parts = [
        { alg: 'HS256', typ: 'JWT' },
        { ...claims, ...over },
      ];
      const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      const headers = { 'messagebird-signature-jwt': `${signed}.${hmac('sha256', secret, signed, 'base64url')}` };
      return messagebird.report?.(webhook({ method: 'GET', url: target, headers }), account, NOW);
    };
    assert.deepEqual(report(), {
      reports: [{ reference: 'mb-1', status: 'UNDELIVERED', reason: 'delivery_failed 5' }],
    });
    assert.equal(report({}, url.replace('delivery_failed', 'delivered')), undefined);
    assert.equal(report({ iss: 'Somebody' }), undefined);
    assert.equal(report({ exp: undefined }), undefined);
    assert.equal(report({}, url, 'another'), undefined);
    assert.equal(messagebird.report?.(webhook({ method: 'GET', url }), account, NOW), undefined);
  });
});
