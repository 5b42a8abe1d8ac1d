import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { io, NOW, NOW_SECONDS, sms, WEBHOOK, webhook } from '../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { bird } from './bird.ts';

const account = { accessKey: 'access-secret', workspaceId: 'ws-1', channelId: 'ch-1', signingKey: 'signing-secret' };
const receiver = { contacts: [{ identifierKey: 'phonenumber', identifierValue: '+18024482036' }] };

describe('Bird', () => {
  test('a text message goes to its channel', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 202, body: { id: 'b-1', status: 'accepted' } }));
    assert.deepEqual(await bird.send(sms(), { ...account, baseUrl: url }, io()), { accepted: true, reference: 'b-1' });
    assert.deepEqual([heard[0]?.method, heard[0]?.path], ['POST', '/workspaces/ws-1/channels/ch-1/messages']);
    assert.equal(heard[0]?.headers.authorization, 'AccessKey access-secret');
    const body = { type: 'text', text: { text: 'Your verification code is 749281.' } };
    assert.deepEqual(heard[0]?.json, { receiver, body });
  });

  test('WhatsApp gets the code in an approved template', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 202, body: { id: 'b-2' } }));
    await bird.send(sms({ language: 'de' }), { ...account, templateProjectId: 'tp-1', baseUrl: url }, io());
    const parameters = [{ type: 'string', key: 'code', value: '749281' }];
    assert.deepEqual(heard[0]?.json, {
      receiver,
      template: { projectId: 'tp-1', version: 'latest', locale: 'de', parameters },
    });
  });

  for (const [status, code] of [
    [401, 'Unauthorized'],
    [422, 'InvalidRequest'],
    [500, 'InternalError'],
  ] as const) {
    test(`${code} is for another provider to try`, async (t) => {
      const { url } = await vendorServer(t, () => ({ status, body: { code, message: 'no: +18024482036' } }));
      const receipt = await bird.send(sms(), { ...account, baseUrl: url }, io());
      assert.deepEqual(receipt, { accepted: false, retry: true, reason: `BIRD ${code} (HTTP ${status})` });
    });
  }

  test('a report counts with its signature, and only while it is fresh', () => {
    const body = JSON.stringify({
      service: 'channels',
      event: 'sms.outbound',
      payload: { id: 'b-1', status: 'delivered' },
    });
    const report = (over: object = {}, at = NOW_SECONDS, key = account.signingKey) => {
      const signed = Buffer.concat([Buffer.from(`${at}\n${WEBHOOK}\n`), createHash('sha256').update(body).digest()]);
      const signature = createHmac('sha256', key).update(signed).digest('base64');
      const headers = { 'messagebird-signature': signature, 'messagebird-request-timestamp': `${at}` };
      return bird.report?.(webhook({ headers, body, ...over }), account, NOW);
    };
    assert.deepEqual(report(), { reports: [{ reference: 'b-1', status: 'DELIVERED' }] });
    assert.equal(report({ body: body.replace('delivered', 'rejected') }), undefined);
    assert.equal(report({ url: `${WEBHOOK}?x=1` }), undefined);
    assert.equal(report({}, NOW_SECONDS - 3600), undefined);
    assert.equal(report({}, NOW_SECONDS, 'another'), undefined);
    assert.equal(report({ headers: {} }), undefined);
  });
});
