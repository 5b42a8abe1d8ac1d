import { createPublicKey, verify } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { type Addressed, type ProviderIo, type ProviderReceipt, provider, type WebhookRequest } from '../provider.ts';
import { dig, exchange, parsed, type VendorAnswer } from './shared/exchange.ts';
import {
  accepted,
  byCode,
  failed,
  invalid,
  mayRetry,
  noExtensions,
  optedOut,
  type VendorCodes,
} from './shared/receipts.ts';
import { at, baseUrl, form, secret, text } from './shared/settings.ts';
import { sayXml, xmlCallWords } from './shared/speech.ts';
import { fieldsOf, isFresh, type ReportWords, reportOf } from './shared/webhooks.ts';
import { whatsappCode, whatsappSettings } from './shared/whatsapp.ts';

const API = 'https://api.telnyx.com';

const settings = form({
  apiKey: secret('API key', 'Begins with KEY'),
  from: Type.Optional(text('From', 'Phone number or alphanumeric sender; number calls come from')),
  messagingProfileId: Type.Optional(
    text('Messaging profile ID', 'Picks the sender, or belongs to an alphanumeric one'),
  ),
  texmlApplicationId: Type.Optional(text('TeXML application ID', 'Needed for calls', { pattern: '^[A-Za-z0-9-]+$' })),
  voice: Type.Optional(text('Voice', 'One of the voices of <Say>, such as Polly.Joanna')),
  publicKey: Type.Optional(
    text('Public key', 'Of the account; without it delivery reports are neither asked for nor believed'),
  ),
  ...whatsappSettings({ whatsapp: 'Send text messages through WhatsApp; From is then your WhatsApp number' }),
  baseUrl: baseUrl(API),
});

/** https://developers.telnyx.com/docs/messaging/messages/error-codes */
const codes: VendorCodes = {
  10002: invalid('the number is not valid'),
  10009: mayRetry('the API key is wrong'),
  10011: mayRetry('too many requests'),
  10010: mayRetry('the API key may not do this'),
  20100: mayRetry('the account has no credit'),
  40001: invalid('the number is a landline or cannot be routed to'),
  40012: invalid('the number is not valid'),
  40013: mayRetry('From is not valid'),
  40300: optedOut('the recipient has replied STOP'),
  40305: mayRetry('From is not allowed'),
  40310: invalid('the number is not valid'),
  40318: mayRetry('the queue is full'),
  131026: invalid('the number does not use WhatsApp'),
  131047: mayRetry('outside a conversation WhatsApp wants a template'),
};

/** Telnyx: text messages, WhatsApp, and calls by TeXML (https://developers.telnyx.com/api-reference). */
export const telnyx = provider({
  id: 'telnyx',
  label: 'Telnyx',
  channels: ['sms', 'call'],
  settings,

  async send(message, settings, io) {
    if (message.rendered.channel === 'call') return call(message, settings, io);
    const { from, messagingProfileId, whatsapp, whatsappTemplate, whatsappLocale } = settings;
    if (!from && !messagingProfileId) return failed('SETTINGS: from or messagingProfileId is needed');
    const webhook = settings.publicKey ? io.webhookUrl : undefined;
    const common = { ...(from && { from }), to: message.to, ...(webhook && { webhook_url: webhook }) };
    const profile = messagingProfileId && { messaging_profile_id: messagingProfileId };
    if (!whatsapp) {
      return post('/v2/messages', { ...common, ...profile, text: message.rendered.text, type: 'SMS' }, settings, io);
    }
    const content = whatsappTemplate
      ? { type: 'template', template: whatsappCode(whatsappTemplate, whatsappLocale, message.code) }
      : { type: 'text', text: { body: message.rendered.text, preview_url: false } };
    return post('/v2/messages/whatsapp', { ...common, type: 'WHATSAPP', whatsapp_message: content }, settings, io);
  },

  report(request, { publicKey }, now) {
    if (!publicKey || !isGenuine(request, publicKey, now)) return undefined;
    const fields = fieldsOf(request);
    if (fields.CallSid) return reportOf(fields.CallSid, fields.CallStatus, words);
    const payload = dig(parsed(request.body), 'data', 'payload');
    const code = dig(payload, 'errors', 0, 'code');
    return reportOf(
      dig(payload, 'id'),
      dig(payload, 'to', 0, 'status'),
      words,
      code === undefined ? code : String(code),
    );
  },
});

const words: ReportWords = {
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  delivery_failed: 'UNDELIVERED',
  sending_failed: 'UNDELIVERED',
  expired: 'UNDELIVERED',
  ...xmlCallWords,
};

type Settings = Static<typeof settings>;

function post(path: string, json: unknown, settings: Settings, io: ProviderIo): Promise<ProviderReceipt> {
  const headers = { authorization: `Bearer ${settings.apiKey}` };
  return exchange(io, { url: at(settings.baseUrl, API, path), headers, json }, judge);
}

/** https://developers.telnyx.com/api-reference/texml-rest-commands/create-a-connection-scoped-texml-call */
async function call(message: Addressed, settings: Settings, io: ProviderIo): Promise<ProviderReceipt> {
  const { to, rendered, language, extension } = message;
  const { from, texmlApplicationId, voice } = settings;
  if (!from || !texmlApplicationId) return failed('SETTINGS: calls need from and texmlApplicationId');
  if (extension !== undefined) return noExtensions;
  const json = { From: from, To: to, Texml: sayXml(rendered.text, language, 'Say', voice) };
  return post(`/v2/texml/calls/${texmlApplicationId}`, json, settings, io);
}

function judge({ ok, status, json }: VendorAnswer): ProviderReceipt {
  if (ok) return accepted(dig(json, 'data', 'id') ?? dig(json, 'call_sid'));
  return byCode('TELNYX', codes, dig(json, 'errors', 0, 'code'), status);
}

/** Ed25519 over `timestamp|body`; the key comes as its bare 32 bytes in base64, here put into SPKI (RFC 8410). */
function isGenuine({ headers, body }: WebhookRequest, publicKey: string, now: Temporal.Instant): boolean {
  const timestamp = headers['telnyx-timestamp'] ?? '';
  const signature = headers['telnyx-signature-ed25519'] ?? '';
  if (!/^\d+$/.test(timestamp) || !isFresh(Number(timestamp), now)) return false;
  try {
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'base64')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(`${timestamp}|${body}`), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
