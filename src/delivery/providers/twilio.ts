import { type Static, Type } from 'typebox';
import { type Addressed, type ProviderIo, provider } from '../provider.ts';
import { basic, dig, exchange, type VendorAnswer } from './shared/exchange.ts';
import { accepted, byCode, failed, invalid, mayRetry, optedOut, type VendorCodes } from './shared/receipts.ts';
import { at, baseUrl, flag, form, secret, text } from './shared/settings.ts';
import { sayXml, switchboardDigits, xmlCallWords } from './shared/speech.ts';
import { fieldsOf, hmac, nothingYet, type ReportWords, reportOf, same } from './shared/webhooks.ts';

const API = 'https://api.twilio.com';

const settings = form({
  accountSid: text('Account SID', 'Begins with AC', { pattern: '^[A-Za-z0-9_-]+$' }),
  authToken: secret('Auth token', 'Also proves that delivery reports are genuine'),
  sharedKey: Type.Optional(
    secret(
      'Shared key',
      'Proves reports instead of the auth token where a webhooks rule of Twilio says so (HMAC-SHA256)',
    ),
  ),
  apiKeySid: Type.Optional(text('API key SID', 'Begins with SK; used instead of the auth token when both are given')),
  apiKeySecret: Type.Optional(secret('API key secret', 'Belongs to the API key SID')),
  from: Type.Optional(text('From', 'Phone number or alphanumeric sender of text messages; number calls come from')),
  messagingServiceSid: Type.Optional(
    text('Messaging service SID', 'Begins with MG; picks the sender of text messages'),
  ),
  callFrom: Type.Optional(text('Caller', 'Number calls come from, when it is another than From')),
  voice: Type.Optional(text('Voice', 'One of the voices of <Say>, such as Polly.Joanna')),
  whatsapp: flag('WhatsApp', 'Send text messages through WhatsApp; From is then your WhatsApp sender'),
  contentSid: Type.Optional(text('Content SID', 'Begins with HX; approved template whose variable 1 is the code')),
  baseUrl: baseUrl(API),
});

/** https://www.twilio.com/docs/api/errors */
const codes: VendorCodes = {
  20003: mayRetry('the credentials are wrong'),
  20429: mayRetry('too many requests'),
  21210: mayRetry('calls may not come from this number'),
  21211: invalid('the number is not valid'),
  21212: mayRetry('From is not valid'),
  21214: invalid('the number cannot be reached'),
  21215: mayRetry('calls to this country are not enabled for the account'),
  21217: invalid('the number is not valid'),
  21219: mayRetry('a trial account sends to verified numbers only'),
  21408: mayRetry('messages to this country are not enabled for the account'),
  21606: mayRetry('From cannot send to this number'),
  21608: mayRetry('a trial account sends to verified numbers only'),
  21610: optedOut('the recipient has replied STOP'),
  21611: mayRetry('the queue of From is full'),
  21612: mayRetry('From cannot reach this number'),
  21614: invalid('the number cannot receive text messages'),
  21635: invalid('the number is a landline'),
  21656: mayRetry('the content template wants other variables'),
  63003: invalid('the number does not use WhatsApp'),
  63024: invalid('the number cannot receive WhatsApp messages'),
};

/** Twilio: text messages, WhatsApp and calls (https://www.twilio.com/docs/messaging/api/message-resource). */
export const twilio = provider({
  id: 'twilio',
  label: 'Twilio',
  channels: ['sms', 'call'],
  settings,

  async send(message, settings, io) {
    const fields = message.rendered.channel === 'call' ? call(message, settings) : written(message, settings);
    if (typeof fields === 'string') return failed(fields);
    const { accountSid, authToken, apiKeySid, apiKeySecret } = settings;
    const resource = message.rendered.channel === 'call' ? 'Calls' : 'Messages';
    const authorization = apiKeySid && apiKeySecret ? basic(apiKeySid, apiKeySecret) : basic(accountSid, authToken);
    const url = at(settings.baseUrl, API, `/2010-04-01/Accounts/${accountSid}/${resource}.json`);
    return exchange(io, { url, headers: { authorization }, form: { ...fields, ...callback(io) } }, judge);
  },

  /** https://www.twilio.com/docs/usage/security#validating-requests; Twilio signs no time. */
  report(request, settings) {
    const fields = fieldsOf(request);
    const signed = Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join('');
    const posted = request.body.trim() === '' ? '' : signed;
    const [hash, key] = signedBy(request.headers[SIGNATURE_SETTINGS], settings);
    if (key === undefined) return undefined;
    if (!same(request.headers['x-twilio-signature'], hmac(hash, key, request.url + posted, 'base64'))) return undefined;
    const { MessageSid, MessageStatus, ErrorCode, CallSid, CallStatus } = fields;
    if (MessageSid) return reportOf(MessageSid, MessageStatus, messageWords, ErrorCode);
    return CallSid ? reportOf(CallSid, CallStatus, xmlCallWords) : nothingYet;
  },
});

/** Comes along where a webhooks rule says by what Twilio signs (https://www.twilio.com/docs/usage/webhooks/webhook-rules). */
const SIGNATURE_SETTINGS = 'x-twilio-webhooks-signature-settings';

/** The hash and the key of a signature; no key where the settings have none for it, or it is of a hash that nobody knows. */
function signedBy(
  given: string | undefined,
  { authToken, sharedKey }: Settings,
): ['sha1' | 'sha256', string | undefined] {
  if (given === undefined) return ['sha1', authToken];
  const algorithm = /(?:^|,)\s*algorithm\s*=\s*([^,\s]+)/.exec(given)?.[1]?.toUpperCase() ?? 'HMAC_SHA1';
  if (algorithm === 'HMAC_SHA256') return ['sha256', sharedKey];
  return ['sha1', algorithm === 'HMAC_SHA1' ? sharedKey : undefined];
}

const messageWords: ReportWords = {
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  failed: 'UNDELIVERED',
};

type Settings = Static<typeof settings>;
type Fields = Readonly<Record<string, string | undefined>>;

/** The fields of a text message, or what the settings lack. */
function written({ to, rendered, code }: Addressed, settings: Settings): Fields | string {
  const { from, messagingServiceSid, whatsapp, contentSid } = settings;
  if (!from && !messagingServiceSid) return 'SETTINGS: from or messagingServiceSid is needed';
  const address = (number: string) => (whatsapp && !number.startsWith('whatsapp:') ? `whatsapp:${number}` : number);
  return {
    To: address(to),
    ...(from && { From: address(from) }),
    ...(messagingServiceSid && { MessagingServiceSid: messagingServiceSid }),
    ...(whatsapp && contentSid
      ? { ContentSid: contentSid, ContentVariables: JSON.stringify({ 1: code }) }
      : { Body: rendered.text }),
  };
}

/** The fields of a call, or what the settings lack. */
function call({ to, rendered, language, extension }: Addressed, settings: Settings): Fields | string {
  const from = settings.callFrom ?? settings.from;
  if (!from) return 'SETTINGS: from or callFrom is needed';
  return {
    To: to,
    From: from,
    Twiml: sayXml(rendered.text, language, 'Say', settings.voice),
    ...(extension !== undefined && { SendDigits: switchboardDigits(extension) }),
  };
}

const callback = ({ webhookUrl }: ProviderIo): Fields =>
  webhookUrl === undefined ? {} : { StatusCallback: webhookUrl };

const judge = ({ ok, status, json }: VendorAnswer) =>
  ok ? accepted(dig(json, 'sid')) : byCode('TWILIO', codes, dig(json, 'code'), status);
