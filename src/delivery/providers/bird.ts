import { createHash, createHmac } from 'node:crypto';
import { Type } from 'typebox';
import { provider, type WebhookRequest } from '../provider.ts';
import { dig, exchange, parsed, type VendorAnswer } from './shared/exchange.ts';
import { accepted, byCode } from './shared/receipts.ts';
import { at, baseUrl, form, secret, text } from './shared/settings.ts';
import { isFresh, type ReportWords, reportOf, same } from './shared/webhooks.ts';

const API = 'https://api.bird.com';
const id = { pattern: '^[A-Za-z0-9-]+$' };

const settings = form({
  accessKey: secret('Access key', 'Of a role that may send messages'),
  workspaceId: text('Workspace ID', 'Of the workspace that has the channel', id),
  channelId: text('Channel ID', 'An SMS channel, or a WhatsApp channel together with a template', id),
  templateProjectId: Type.Optional(text('Template project ID', 'Approved template, needed for WhatsApp', id)),
  templateVersion: Type.Optional(text('Template version', 'ID of the version to send; the latest when empty')),
  templateLocale: Type.Optional(text('Template locale', 'Language the template was approved in, such as en')),
  templateKey: Type.Optional(text('Template variable', 'Name of the variable that is the code', { default: 'code' })),
  signingKey: Type.Optional(
    secret('Signing key', 'Of the webhook subscription for outbound messages; without it reports are not believed'),
  ),
  baseUrl: baseUrl(API),
});

/**
 * Bird: text messages and WhatsApp through its channels (https://docs.bird.com/api/channels-api). Reports come from a
 * webhook subscription of the workspace, which its administrator points here.
 */
export const bird = provider({
  id: 'bird',
  label: 'Bird',
  channels: ['sms'],
  settings,

  async send({ to, rendered, code, language }, settings, io) {
    const { accessKey, workspaceId, channelId, templateProjectId, templateKey = 'code' } = settings;
    const content = templateProjectId
      ? {
          template: {
            projectId: templateProjectId,
            version: settings.templateVersion ?? 'latest',
            locale: settings.templateLocale ?? language,
            parameters: [{ type: 'string', key: templateKey, value: code }],
          },
        }
      : { body: { type: 'text', text: { text: rendered.text } } };
    const json = { receiver: { contacts: [{ identifierKey: 'phonenumber', identifierValue: to }] }, ...content };
    const url = at(settings.baseUrl, API, `/workspaces/${workspaceId}/channels/${channelId}/messages`);
    return exchange(io, { url, headers: { authorization: `AccessKey ${accessKey}` }, json }, judge);
  },

  report(request, { signingKey }, now) {
    if (!signingKey || !isGenuine(request, signingKey, now)) return undefined;
    const payload = dig(parsed(request.body), 'payload');
    return reportOf(dig(payload, 'id'), dig(payload, 'status'), words);
  },
});

const words: ReportWords = {
  delivered: 'DELIVERED',
  delivery_failed: 'UNDELIVERED',
  sending_failed: 'UNDELIVERED',
  rejected: 'UNDELIVERED',
  skipped: 'UNDELIVERED',
};

const judge = ({ ok, status, json }: VendorAnswer) =>
  ok ? accepted(dig(json, 'id')) : byCode('BIRD', {}, dig(json, 'code'), status);

/** https://docs.bird.com/api/notifications-api/api-reference/webhooks/verifying-a-webhook: the hash goes in as bytes. */
function isGenuine({ url, headers, body }: WebhookRequest, signingKey: string, now: Temporal.Instant): boolean {
  const timestamp = headers['messagebird-request-timestamp'] ?? '';
  if (!/^\d+$/.test(timestamp) || !isFresh(Number(timestamp), now)) return false;
  const signed = createHmac('sha256', signingKey)
    .update(`${timestamp}\n${url}\n`)
    .update(createHash('sha256').update(body).digest());
  return same(headers['messagebird-signature'], signed.digest('base64'));
}
