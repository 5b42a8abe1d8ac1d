import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, io, NOW, sms, WEBHOOK, webhook } from '../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { infobip } from './infobip.ts';
import { withToken } from './shared/webhooks.ts';

const account = { apiKey: 'api-secret-key', from: 'Cofactor' };
const pending = {
  messages: [{ messageId: 'msg1', status: { groupId: 1, groupName: 'PENDING', name: 'PENDING_ACCEPTED' } }],
};
const notify = withToken(WEBHOOK, account.apiKey);
const destinations = [{ to: '18024482036', messageId: 'msg1' }];

describe('Infobip', () => {
  test('a text message goes to the SMS API, version 3', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body: pending }));
    const receipt = await infobip.send(sms(), { ...account, baseUrl: url }, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: 'msg1' });
    assert.deepEqual([heard[0]?.method, heard[0]?.path], ['POST', '/sms/3/messages']);
    assert.equal(heard[0]?.headers.authorization, 'App api-secret-key');
    const webhooks = { delivery: { url: notify, contentType: 'application/json' } };
    const content = { text: 'Your verification code is 749281.' };
    assert.deepEqual(heard[0]?.json, { messages: [{ sender: 'Cofactor', destinations, content, webhooks }] });
  });

  test('a call goes to text-to-speech', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body: pending }));
    await infobip.send(call({ language: 'de-AT' }), { ...account, from: '15005550006', baseUrl: url }, io());
    assert.equal(heard[0]?.path, '/tts/3/advanced');
    const text = 'Your code is 7, 4, 9, 2, 8, 1.';
    assert.deepEqual(heard[0]?.json, { messages: [{ from: '15005550006', destinations, text, language: 'de' }] });
  });

  test('WhatsApp gets a template when there is one, else the text', async (t) => {
    const { url, heard } = await vendorServer(t, ({ path }) => ({
      status: 200,
      body: path.endsWith('text') ? pending.messages[0] : pending,
    }));
    const settings = { ...account, from: '15005550006', whatsapp: true, baseUrl: url };
    const common = { from: '15005550006', to: '18024482036', messageId: 'msg1' };
    assert.deepEqual(await infobip.send(sms(), settings, io()), { accepted: true, reference: 'msg1' });
    assert.deepEqual(
      [heard[0]?.path, heard[0]?.json],
      ['/whatsapp/1/message/text', { ...common, content: { text: 'Your verification code is 749281.' } }],
    );
    assert.ok((await infobip.send(sms(), { ...settings, whatsappTemplate: 'login' }, io())).accepted);
    const templateData = { body: { placeholders: ['749281'] }, buttons: [{ type: 'URL', parameter: '749281' }] };
    assert.deepEqual(
      [heard[1]?.path, heard[1]?.json],
      [
        '/whatsapp/1/message/template',
        { messages: [{ ...common, content: { templateName: 'login', templateData, language: 'en' } }] },
      ],
    );
  });

  const rejections: readonly (readonly [string, boolean, string | undefined])[] = [
    ['REJECTED_INVALID_DESTINATION', false, 'INVALID_RECIPIENT'],
    ['REJECTED_DND', false, 'OPTED_OUT'],
    ['REJECTED_NOT_ENOUGH_CREDITS', true, undefined],
  ];
  for (const [name, retry, final] of rejections) {
    test(`${name} within a 200 is ${retry ? 'for another provider to try' : 'final'}`, async (t) => {
      const status = { groupName: 'REJECTED', name, description: 'no: 18024482036' };
      const { url } = await vendorServer(t, () => ({
        status: 200,
        body: { messages: [{ messageId: 'msg1', status }] },
      }));
      const receipt = await infobip.send(sms(), { ...account, baseUrl: url }, io());
      assert.ok(!receipt.accepted);
      assert.deepEqual([receipt.retry, receipt.final], [retry, final]);
      assert.ok(receipt.reason.startsWith(`INFOBIP ${name}: `), receipt.reason);
    });
  }

  test('an error of the API is for another provider to try', async (t) => {
    const body = { requestError: { serviceException: { messageId: 'UNAUTHORIZED', text: 'Invalid login details' } } };
    const { url } = await vendorServer(t, () => ({ status: 401, body }));
    const receipt = await infobip.send(sms(), { ...account, baseUrl: url }, io());
    assert.deepEqual(receipt, { accepted: false, retry: true, reason: 'INFOBIP UNAUTHORIZED (HTTP 401)' });
  });

  test('reports count when our token comes back with them', () => {
    const result = (messageId: string, groupName: string, error: string) => ({
      messageId,
      status: { groupName },
      error: { name: error },
    });
    const body = JSON.stringify({
      results: [
        result('1', 'DELIVERED', 'NO_ERROR'),
        result('2', 'UNDELIVERABLE', 'EC_ABSENT_SUBSCRIBER'),
        result('3', 'PENDING', 'NO_ERROR'),
      ],
    });
    const report = (url: string, settings: object = {}) =>
      infobip.report?.(webhook({ url, body }), { ...account, baseUrl: 'https://x', ...settings }, NOW);
    assert.deepEqual(report(notify), {
      reports: [
        { reference: '1', status: 'DELIVERED' },
        { reference: '2', status: 'UNDELIVERED', reason: 'UNDELIVERABLE EC_ABSENT_SUBSCRIBER' },
      ],
    });
    assert.equal(report(WEBHOOK), undefined);
    assert.equal(report(`${WEBHOOK}?token=guess`), undefined);
    assert.equal(report(notify, { apiKey: 'the next key' }), undefined);
    assert.ok(!notify.includes(account.apiKey));
  });
});
