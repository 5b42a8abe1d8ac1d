import type { Static } from 'typebox';
import { type Addressed, provider } from '../provider.ts';
import { dig, exchange, parsed, type VendorAnswer } from './shared/exchange.ts';
import { accepted, byCode, invalid, mayRetry, noExtensions, optedOut, type VendorCodes } from './shared/receipts.ts';
import { form, secret, text } from './shared/settings.ts';
import { hasToken, type ReportWords, reportOf, withToken } from './shared/webhooks.ts';
import { whatsappSettings } from './shared/whatsapp.ts';

const settings = form({
  baseUrl: text('Base URL', 'Of the account, such as https://xxxxx.api.infobip.com', {
    pattern: '^https?://[^\\s?#]+$',
  }),
  apiKey: secret('API key', 'With the scopes for what is to be sent'),
  from: text('Sender', 'Phone number or alphanumeric sender; number calls and WhatsApp messages come from'),
  ...whatsappSettings({ template: 'Name of the approved template; its placeholder is the code', locale: 'en' }),
});

/** https://www.infobip.com/docs/essentials/response-status-and-error-codes, by the name of the status. */
const codes: VendorCodes = {
  MISSING_TO: invalid('the number is missing'),
  REJECTED_INVALID_DESTINATION: invalid('the number is not valid'),
  REJECTED_PREFIX_MISSING: invalid('the number has no known prefix'),
  REJECTED_DND: optedOut('the recipient is on the do-not-disturb list'),
  REJECTED_NETWORK: mayRetry('the network is not part of the contract'),
  REJECTED_DESTINATION: mayRetry('the number is on the list of blocked ones'),
  REJECTED_DESTINATION_NOT_REGISTERED: mayRetry('a trial account sends to registered numbers only'),
  REJECTED_SENDER: mayRetry('the sender is blocked'),
  REJECTED_SOURCE: mayRetry('the sender is not registered'),
  REJECTED_NOT_ENOUGH_CREDITS: mayRetry('the account has no credit'),
  REJECTED_FLOODING_FILTER: mayRetry('too many messages to this number'),
  REJECTED_SYSTEM_ERROR: mayRetry('internal error'),
};

/** Infobip: text messages, WhatsApp and calls (https://www.infobip.com/docs/api). */
export const infobip = provider({
  id: 'infobip',
  label: 'Infobip',
  channels: ['sms', 'call'],
  settings,

  async send(message, settings, io) {
    if (message.extension !== undefined) return noExtensions;
    // Infobip signs nothing of what it reports.
    const notify = io.webhookUrl === undefined ? undefined : withToken(io.webhookUrl, settings.apiKey);
    const { path, json } = requestOf(message, settings, notify);
    const url = `${settings.baseUrl.replace(/\/+$/, '')}${path}`;
    return exchange(io, { url, headers: { authorization: `App ${settings.apiKey}` }, json }, judge);
  },

  report(request, { apiKey }) {
    if (!hasToken(request, apiKey)) return undefined;
    const results = dig(parsed(request.body), 'results');
    const replies = (Array.isArray(results) ? results : []).map((result) => {
      const error = dig(result, 'error', 'name');
      const code = typeof error === 'string' && error !== 'NO_ERROR' ? error : undefined;
      return reportOf(dig(result, 'messageId'), dig(result, 'status', 'groupName'), words, code);
    });
    return { reports: replies.flatMap(({ reports }) => reports) };
  },
});

const words: ReportWords = {
  DELIVERED: 'DELIVERED',
  UNDELIVERABLE: 'UNDELIVERED',
  EXPIRED: 'UNDELIVERED',
  REJECTED: 'UNDELIVERED',
};

type Settings = Static<typeof settings>;

function requestOf(message: Addressed, settings: Settings, notifyUrl: string | undefined) {
  const { rendered, id, code, language } = message;
  const { from, whatsapp, whatsappTemplate, whatsappLocale = 'en' } = settings;
  const to = message.to.replace(/^\+/, '');
  const destinations = [{ to, messageId: id }];
  if (rendered.channel === 'call') {
    const spoken = { from, destinations, text: rendered.text, language: language.split('-')[0] };
    const notified = notifyUrl && { notifyUrl, notifyContentType: 'application/json' };
    return { path: '/tts/3/advanced', json: { messages: [{ ...spoken, ...notified }] } };
  }
  if (!whatsapp) {
    const written = { sender: from, destinations, content: { text: rendered.text } };
    const webhooks = notifyUrl && { delivery: { url: notifyUrl, contentType: 'application/json' } };
    return { path: '/sms/3/messages', json: { messages: [{ ...written, ...(webhooks && { webhooks }) }] } };
  }
  const common = { from, to, messageId: id, ...(notifyUrl && { notifyUrl }) };
  if (!whatsappTemplate) {
    return { path: '/whatsapp/1/message/text', json: { ...common, content: { text: rendered.text } } };
  }
  // An authentication template has its code twice: in the text and behind the button that copies it.
  const templateData = { body: { placeholders: [code] }, buttons: [{ type: 'URL', parameter: code }] };
  const content = { templateName: whatsappTemplate, templateData, language: whatsappLocale };
  return { path: '/whatsapp/1/message/template', json: { messages: [{ ...common, content }] } };
}

/** A text message by WhatsApp is answered alone, all others in a list. */
function judge({ ok, status, json }: VendorAnswer) {
  if (!ok) return byCode('INFOBIP', codes, dig(json, 'requestError', 'serviceException', 'messageId'), status);
  const message = dig(json, 'messages', 0) ?? json;
  const group = dig(message, 'status', 'groupName');
  const rejected = group !== undefined && group !== 'PENDING' && group !== 'ACCEPTED' && group !== 'DELIVERED';
  return rejected ? byCode('INFOBIP', codes, dig(message, 'status', 'name')) : accepted(dig(message, 'messageId'));
}
