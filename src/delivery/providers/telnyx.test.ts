import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
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
} from '../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { telnyx } from './telnyx.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const account = {
  apiKey: 'KEY-secret',
  from: '+15005550006',
  publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
};

describe('Telnyx', () => {
  test('a text message is posted as its documentation has it', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body: { data: { id: 'm-1' } } }));
    const settings = { ...account, messagingProfileId: 'p-1', baseUrl: url };
    const receipt = await telnyx.send(sms(), settings, io({ webhookUrl: WEBHOOK }));
    assert.deepEqual(receipt, { accepted: true, reference: 'm-1' });
    assert.deepEqual([heard[0]?.method, heard[0]?.path], ['POST', '/v2/messages']);
    assert.equal(heard[0]?.headers.authorization, 'Bearer KEY-secret');
    assert.deepEqual(heard[0]?.json, {
      from: '+15005550006',
      to: '+18024482036',
      webhook_url: WEBHOOK,
      messaging_profile_id: 'p-1',
      text: 'Your verification code is 749281.',
      type: 'SMS',
    });
  });

  test('WhatsApp gets the code in an approved template', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body: { data: { id: 'w-1' } } }));
    await telnyx.send(sms(), { ...account, whatsapp: true, whatsappTemplate: 'login', baseUrl: url }, io());
    assert.equal(heard[0]?.path, '/v2/messages/whatsapp');
    const parameters = [{ type: 'text', text: '749281' }];
    assert.deepEqual(heard[0]?.json, {
      from: '+15005550006',
      to: '+18024482036',
      type: 'WHATSAPP',
      whatsapp_message: {
        type: 'template',
        template: {
          name: 'login',
          language: { policy: 'deterministic', code: 'en_US' },
          components: [
            { type: 'body', parameters },
            { type: 'button', sub_type: 'url', index: '0', parameters },
          ],
        },
      },
    });
  });

  test('a call brings its TeXML along', async (t) => {
    const body = { call_sid: 'v3:1', status: 'queued' };
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body }));
    const settings = { ...account, texmlApplicationId: '123', voice: 'Polly.Joanna', baseUrl: url };
    assert.deepEqual(await telnyx.send(call(), settings, io()), { accepted: true, reference: 'v3:1' });
    assert.equal(heard[0]?.path, '/v2/texml/calls/123');
    assert.deepEqual(heard[0]?.json, {
      From: '+15005550006',
      To: '+18024482036',
      Texml:
        '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="en-US" voice="Polly.Joanna">Your code is 7, 4, 9, 2, 8, 1.</Say></Response>',
    });
  });

  test('a call to an extension is left to another provider', async () => {
    const receipt = await telnyx.send(call({ extension: '1' }), { ...account, texmlApplicationId: '1' }, io());
    assert.ok(!receipt.accepted && receipt.retry);
    assert.match(receipt.reason, /extension/i);
  });

  const refusals: readonly (readonly [number, string, boolean, string | undefined])[] = [
    [400, '40300', false, 'OPTED_OUT'],
    [400, '40310', false, 'INVALID_RECIPIENT'],
    [401, '10009', true, undefined],
    [429, '10011', true, undefined],
    [500, '10007', true, undefined],
  ];
  for (const [status, code, retry, final] of refusals) {
    test(`error ${code} is ${retry ? 'for another provider to try' : 'final'}`, async (t) => {
      const body = { errors: [{ code, title: 'No', detail: 'to +18024482036' }] };
      const { url } = await vendorServer(t, () => ({ status, body }));
      const receipt = await telnyx.send(sms(), { ...account, baseUrl: url }, io());
      assert.ok(!receipt.accepted);
      assert.deepEqual([receipt.retry, receipt.final], [retry, final]);
      assert.ok(receipt.reason.startsWith(`TELNYX ${code} (HTTP ${status})`), receipt.reason);
    });
  }

  test('reports count with their Ed25519 signature, for messages and calls, while they are fresh', () => {
    const report = (body: string, at = NOW_SECONDS, over: object = {}, signedBody = body) => {
      const signature = sign(null, Buffer.from(`${at}|${signedBody}`), privateKey).toString('base64');
      const headers = { 'telnyx-timestamp': `${at}`, 'telnyx-signature-ed25519': signature };
      return telnyx.report?.(webhook({ headers, body }), { ...account, ...over }, NOW);
    };
    const finalized = (status: string, errors: readonly object[] = []) =>
      JSON.stringify({ data: { event_type: 'message.finalized', payload: { id: 'm-1', to: [{ status }], errors } } });
    assert.deepEqual(report(finalized('delivered')), { reports: [{ reference: 'm-1', status: 'DELIVERED' }] });
    assert.deepEqual(report(finalized('delivery_failed', [{ code: '40001' }])), {
      reports: [{ reference: 'm-1', status: 'UNDELIVERED', reason: 'delivery_failed 40001' }],
    });
    assert.deepEqual(report(finalized('sent')), { reports: [] });
    assert.deepEqual(report(formBody({ CallSid: 'v3:1', CallStatus: 'busy' })), {
      reports: [{ reference: 'v3:1', status: 'UNDELIVERED', reason: 'busy' }],
    });
    assert.equal(report(finalized('delivered'), NOW_SECONDS - 3600), undefined);
    assert.equal(report(finalized('delivered'), NOW_SECONDS, {}, finalized('sent')), undefined);
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
    assert.equal(
      report(finalized('delivered'), NOW_SECONDS, { publicKey: other.subarray(-32).toString('base64') }),
      undefined,
    );
    assert.equal(report(finalized('delivered'), NOW_SECONDS, { publicKey: 'AAAA' }), undefined);
  });
});
