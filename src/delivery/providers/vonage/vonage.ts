import { type Static, Type } from 'typebox';
import { type Addressed, type ProviderIo, type ProviderReceipt, provider } from '../../provider.ts';
import { basic, dig, exchange, type VendorAnswer } from '../shared/exchange.ts';
import { signRs256 } from '../shared/jwt.ts';
import { accepted, byCode, failed, invalid, mayRetry, type VendorCodes } from '../shared/receipts.ts';
import { at, baseUrl, form, secret, text } from '../shared/settings.ts';
import { voiceLanguage } from '../shared/speech.ts';
import { whatsappCode, whatsappSettings } from '../shared/whatsapp.ts';
import { vonageReport } from './vonageReport.ts';

const REST = 'https://rest.nexmo.com';
const API = 'https://api.nexmo.com';
/** Lifetime of the JWT of one request, in seconds. */
const JWT_SECONDS = 60;

const settings = form({
  apiKey: text('API key', 'Of the account'),
  apiSecret: secret('API secret', 'Of the account'),
  from: text('From', 'Sender of text messages; number calls and WhatsApp messages come from'),
  applicationId: Type.Optional(text('Application ID', 'Needed for calls')),
  privateKey: Type.Optional(secret('Private key', 'Of the application, in PEM; needed for calls')),
  signatureSecret: Type.Optional(
    secret('Signature secret', 'Of the account; without it delivery reports are neither asked for nor believed'),
  ),
  ...whatsappSettings({ template: 'namespace:name of the approved template; its parameter is the code' }),
  smsBaseUrl: baseUrl(REST),
  baseUrl: baseUrl(API),
});

/** Error codes of the SMS API: https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms */
const smsCodes: VendorCodes = {
  1: mayRetry('too many requests'),
  2: mayRetry('a parameter is missing'),
  3: mayRetry('a parameter is not valid'),
  4: mayRetry('the credentials are wrong'),
  5: mayRetry('internal error'),
  6: mayRetry('the message cannot be routed'),
  7: invalid('the number is blocked at Vonage'),
  8: mayRetry('the account is barred'),
  9: mayRetry('the account has no credit'),
  11: mayRetry('the account may not use this API'),
  12: mayRetry('the message is too long'),
  15: mayRetry('From is not allowed'),
  22: mayRetry('the network code is not valid'),
  29: mayRetry('a trial account sends to listed numbers only'),
  33: invalid('the number is deactivated'),
};

/** Vonage (Nexmo): text messages (SMS API), WhatsApp (Messages API) and calls (Voice API). */
export const vonage = provider({
  id: 'vonage',
  label: 'Vonage',
  channels: ['sms', 'call'],
  settings,

  async send(message, settings, io) {
    if (message.rendered.channel === 'call') return call(message, settings, io);
    return settings.whatsapp ? whatsapp(message, settings, io) : sms(message, settings, io);
  },

  report: (request, { signatureSecret }, now) => vonageReport(request, signatureSecret, now),
});

type Settings = Static<typeof settings>;

const digits = (e164: string): string => e164.replace(/^\+/, '');
const webhook = (io: ProviderIo, { signatureSecret }: Settings) => (signatureSecret ? io.webhookUrl : undefined);

/** https://developer.vonage.com/en/api/sms: answers 200 whatever happens; the body tells. */
function sms({ to, rendered, id }: Addressed, settings: Settings, io: ProviderIo): Promise<ProviderReceipt> {
  const { apiKey, apiSecret, from } = settings;
  const fields = {
    api_key: apiKey,
    api_secret: apiSecret,
    from: digits(from),
    to: digits(to),
    text: rendered.text,
    // Without it, what is not in the GSM alphabet arrives as question marks.
    ...(/[^\x20-\x7e\n]/.test(rendered.text) && { type: 'unicode' }),
    'client-ref': id,
    callback: webhook(io, settings),
  };
  return exchange(io, { url: at(settings.smsBaseUrl, REST, '/sms/json'), form: fields }, judgeSms);
}

function judgeSms({ status, json }: VendorAnswer): ProviderReceipt {
  const parts = dig(json, 'messages');
  if (!Array.isArray(parts) || parts.length === 0) return byCode('VONAGE', smsCodes, undefined, status);
  const wrong = parts.find((part) => dig(part, 'status') !== '0');
  return wrong ? byCode('VONAGE', smsCodes, dig(wrong, 'status')) : accepted(dig(parts, 0, 'message-id'));
}

/** https://developer.vonage.com/en/api/messages; outside a conversation WhatsApp takes templates only. */
function whatsapp({ to, rendered, code, id }: Addressed, settings: Settings, io: ProviderIo): Promise<ProviderReceipt> {
  const { apiKey, apiSecret, from, whatsappTemplate, whatsappLocale } = settings;
  const url = webhook(io, settings);
  const common = {
    to: digits(to),
    from: digits(from),
    channel: 'whatsapp',
    client_ref: id,
    ...(url && { webhook_url: url }),
  };
  const { namespace, name } = templateName(whatsappTemplate ?? '');
  const json = whatsappTemplate
    ? {
        ...common,
        message_type: 'custom',
        custom: {
          type: 'template',
          template: { ...whatsappCode(name, whatsappLocale, code), ...(namespace && { namespace }) },
        },
      }
    : { ...common, message_type: 'text', text: rendered.text };
  const headers = { authorization: basic(apiKey, apiSecret) };
  return exchange(io, { url: at(settings.baseUrl, API, '/v1/messages'), headers, json }, judgeMessage);
}

function templateName(setting: string): { readonly namespace?: string; readonly name: string } {
  const colon = setting.indexOf(':');
  return colon < 0 ? { name: setting } : { namespace: setting.slice(0, colon), name: setting.slice(colon + 1) };
}

/** https://developer.vonage.com/en/api-errors/messages: problem details whose type ends in the code. */
const messageCodes: VendorCodes = {
  1000: mayRetry('too many requests'),
  1022: mayRetry('the template is not valid'),
  1050: invalid('the number is blocked at Vonage'),
  1070: mayRetry('the account has no credit'),
  1120: mayRetry('From is not allowed'),
  1160: mayRetry('a trial account sends to listed numbers only'),
  1170: invalid('the number is not valid'),
  1240: invalid('the number is not valid'),
  1300: mayRetry('the network cannot be reached'),
  1340: mayRetry('outside a conversation WhatsApp wants a template'),
};

function judgeMessage({ ok, status, json }: VendorAnswer): ProviderReceipt {
  if (ok) return accepted(dig(json, 'message_uuid'));
  const code = /#(\d{1,5})$/.exec(String(dig(json, 'type') ?? ''))?.[1];
  return byCode('VONAGE', messageCodes, code, status);
}

/** https://developer.vonage.com/en/api/voice */
async function call(message: Addressed, settings: Settings, io: ProviderIo): Promise<ProviderReceipt> {
  const { applicationId, privateKey, from } = settings;
  if (!applicationId || !privateKey) return failed('SETTINGS: calls need applicationId and privateKey');
  const { to, rendered, language, extension } = message;
  const iat = Math.floor(io.now.epochMilliseconds / 1000);
  const jti = Buffer.from(io.random(16)).toString('hex');
  let token: string;
  try {
    token = signRs256({ application_id: applicationId, iat, exp: iat + JWT_SECONDS, jti }, privateKey);
  } catch {
    return failed('SETTINGS: privateKey is not a private key in PEM');
  }
  const event = webhook(io, settings);
  const dtmfAnswer = extension === undefined ? {} : { dtmfAnswer: `p${extension}` };
  const json = {
    to: [{ type: 'phone', number: digits(to), ...dtmfAnswer }],
    from: { type: 'phone', number: digits(from) },
    ncco: [{ action: 'talk', text: rendered.text, language: voiceLanguage(language) }],
    ...(event && { event_url: [event], event_method: 'POST' }),
  };
  const request = { url: at(settings.baseUrl, API, '/v1/calls'), headers: { authorization: `Bearer ${token}` }, json };
  return exchange(io, request, ({ ok, status, json: body }) =>
    ok ? accepted(dig(body, 'uuid')) : byCode('VONAGE', {}, undefined, status),
  );
}
