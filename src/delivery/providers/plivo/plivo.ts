import { type Static, Type } from 'typebox';
import { type Addressed, type ProviderIo, type ProviderReceipt, provider } from '../../provider.ts';
import { basic, dig, exchange, type VendorRequest } from '../shared/exchange.ts';
import { accepted, byCode, failed } from '../shared/receipts.ts';
import { at, baseUrl, form, secret, text } from '../shared/settings.ts';
import { switchboardDigits } from '../shared/speech.ts';
import { fieldsOf, nothingYet, type ReportWords, reportOf } from '../shared/webhooks.ts';
import { whatsappCode, whatsappSettings } from '../shared/whatsapp.ts';
import { answerUrl, spokenAnswer } from './plivoAnswer.ts';
import { isFromPlivo } from './plivoSignature.ts';

const API = 'https://api.plivo.com';

const settings = form({
  authId: text('Auth ID', 'Of the account or subaccount', { pattern: '^[A-Za-z0-9]+$' }),
  authToken: secret('Auth token', 'Also proves that delivery reports are genuine'),
  from: Type.Optional(text('From', 'Phone number or alphanumeric sender; number calls come from')),
  powerpackUuid: Type.Optional(text('Powerpack UUID', 'Picks the sender of text messages instead of From')),
  ...whatsappSettings({ whatsapp: 'Send text messages through WhatsApp; From is then your WhatsApp number' }),
  baseUrl: baseUrl(API),
});

/** Plivo: text messages, WhatsApp and calls (https://www.plivo.com/docs/messaging/api/message, …/voice/api/call). */
export const plivo = provider({
  id: 'plivo',
  label: 'Plivo',
  channels: ['sms', 'call'],
  settings,

  async send(message, settings, io) {
    if (message.rendered.channel === 'call') return call(message, settings, io);
    const { from, powerpackUuid, whatsapp, whatsappTemplate, whatsappLocale } = settings;
    const sender = powerpackUuid && !whatsapp ? { powerpack_uuid: powerpackUuid } : from && { src: from };
    if (!sender) return failed('SETTINGS: from or powerpackUuid is needed');
    const template = whatsapp && whatsappTemplate && whatsappCode(whatsappTemplate, whatsappLocale, message.code);
    const json = {
      ...sender,
      dst: message.to,
      type: whatsapp ? 'whatsapp' : 'sms',
      ...(template ? { template } : { text: message.rendered.text }),
      ...(io.webhookUrl !== undefined && { url: io.webhookUrl, method: 'POST' }),
    };
    return post(settings, 'Message', json, io, ['message_uuid', 0]);
  },

  report(request, { authToken }, now) {
    if (!isFromPlivo(request, authToken)) return undefined;
    const say = new URL(request.url).searchParams.get('say');
    if (say !== null) return spokenAnswer(say, authToken, now);
    const { MessageUUID, Status, ErrorCode, RequestUUID, CallStatus } = fieldsOf(request);
    if (MessageUUID) return reportOf(MessageUUID, Status, words, ErrorCode);
    return RequestUUID ? reportOf(RequestUUID, CallStatus, words) : nothingYet;
  },
});

const words: ReportWords = {
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  rejected: 'UNDELIVERED',
  // Calls, the first shared
  failed: 'UNDELIVERED',
  completed: 'DELIVERED',
  busy: 'UNDELIVERED',
  timeout: 'UNDELIVERED',
  'no-answer': 'UNDELIVERED',
  cancel: 'UNDELIVERED',
};

type Settings = Static<typeof settings>;

/** Plivo asks what to say when the call is answered, hence a call needs a URL that it can reach. */
async function call(message: Addressed, settings: Settings, io: ProviderIo): Promise<ProviderReceipt> {
  const { from, authToken } = settings;
  if (!from) return failed('SETTINGS: calls need from');
  if (io.webhookUrl === undefined) return failed('SETTINGS: calls need a public URL of this service');
  const json = {
    from,
    to: message.to,
    answer_url: answerUrl(io.webhookUrl, message, authToken, io),
    answer_method: 'POST',
    hangup_url: io.webhookUrl,
    hangup_method: 'POST',
    ...(message.extension !== undefined && { send_digits: switchboardDigits(message.extension) }),
  };
  return post(settings, 'Call', json, io, ['request_uuid']);
}

/** Plivo's errors have words but no codes: the status is all there is to quote. */
function post(
  { authId, authToken, baseUrl }: Settings,
  resource: string,
  json: unknown,
  io: ProviderIo,
  reference: readonly (string | number)[],
): Promise<ProviderReceipt> {
  const url = at(baseUrl, API, `/v1/Account/${authId}/${resource}/`);
  const request: VendorRequest = { url, headers: { authorization: basic(authId, authToken) }, json };
  return exchange(io, request, ({ ok, status, json: body }) =>
    ok ? accepted(dig(body, ...reference)) : byCode('PLIVO', {}, undefined, status),
  );
}
