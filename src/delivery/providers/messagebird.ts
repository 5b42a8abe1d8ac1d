import { Type } from 'typebox';
import { provider, type WebhookRequest } from '../provider.ts';
import { dig, exchange, type VendorAnswer } from './shared/exchange.ts';
import { verifyHs } from './shared/jwt.ts';
import { accepted, byCode, invalid, mayRetry, noExtensions, type VendorCodes } from './shared/receipts.ts';
import { at, baseUrl, form, secret, text } from './shared/settings.ts';
import { voiceLanguage } from './shared/speech.ts';
import { fieldsOf, type ReportWords, reportOf, same, sha256 } from './shared/webhooks.ts';

const API = 'https://rest.messagebird.com';

const settings = form({
  accessKey: secret('Access key', 'Live key of the REST API'),
  from: text('Originator', 'Phone number or alphanumeric sender; number calls come from'),
  signingKey: Type.Optional(
    secret(
      'Signing key',
      'From the developer settings; without it delivery reports are neither asked for nor believed',
    ),
  ),
  baseUrl: baseUrl(API),
});

/** https://developers.messagebird.com/api/#api-errors */
const codes: VendorCodes = {
  2: mayRetry('the access key is wrong'),
  9: mayRetry('a parameter is missing'),
  10: mayRetry('a parameter is not valid'),
  20: mayRetry('not found'),
  21: mayRetry('the request is not valid'),
  25: mayRetry('the account has no credit'),
  98: mayRetry('the API was not found'),
  99: mayRetry('internal error'),
  // Ours: 9 and 10 when they are about the recipient.
  recipient: invalid('the number is not valid'),
};

/** MessageBird's REST API, for accounts from before Bird: text messages and calls (https://developers.messagebird.com). */
export const messagebird = provider({
  id: 'messagebird',
  label: 'MessageBird',
  channels: ['sms', 'call'],
  settings,

  async send({ to, rendered, id, language, extension }, { accessKey, from, signingKey, baseUrl }, io) {
    if (extension !== undefined) return noExtensions;
    const calls = rendered.channel === 'call';
    const reportUrl = signingKey ? io.webhookUrl : undefined;
    const json = {
      originator: from,
      recipients: [to.replace(/^\+/, '')],
      body: rendered.text,
      // Reports come only for messages with a reference.
      reference: id,
      ...(calls ? { language: voiceLanguage(language).toLowerCase(), ifMachine: 'continue' } : { datacoding: 'auto' }),
      ...(reportUrl && { reportUrl }),
    };
    const url = at(baseUrl, API, calls ? '/voicemessages' : '/messages');
    return exchange(io, { url, headers: { authorization: `AccessKey ${accessKey}` }, json }, judge);
  },

  report(request, { signingKey }, now) {
    if (!signingKey || !isGenuine(request, signingKey, now)) return undefined;
    // Not the body: reports come as GET, with their fields in the URL, which is what is signed.
    const { id, status, statusErrorCode } = fieldsOf({
      ...request,
      body: request.method === 'GET' ? '' : request.body,
    });
    return reportOf(id, status, words, statusErrorCode);
  },
});

const words: ReportWords = {
  delivered: 'DELIVERED',
  answered: 'DELIVERED',
  expired: 'UNDELIVERED',
  delivery_failed: 'UNDELIVERED',
  busy: 'UNDELIVERED',
  failed: 'UNDELIVERED',
};

function judge({ ok, status, json }: VendorAnswer) {
  if (ok) return accepted(dig(json, 'id'));
  const code = dig(json, 'errors', 0, 'code');
  const recipient = (code === 9 || code === 10) && /^recipient/.test(String(dig(json, 'errors', 0, 'parameter')));
  return byCode('MESSAGEBIRD', codes, recipient ? 'recipient' : code, status);
}

/** https://developers.messagebird.com/api/#verifying-http-requests: a JWT over URL and body, good for a minute. */
function isGenuine({ url, headers, body }: WebhookRequest, signingKey: string, now: Temporal.Instant): boolean {
  const claims = verifyHs(headers['messagebird-signature-jwt'] ?? '', signingKey, now);
  if (claims?.iss !== 'MessageBird' || claims.exp === undefined || claims.nbf === undefined) return false;
  const hashes = (claim: unknown, text: string) =>
    typeof claim === 'string' && same(claim, sha256(text).toString('hex'));
  return (
    hashes(claims.url_hash, url) &&
    (body === '' && claims.payload_hash === undefined ? true : hashes(claims.payload_hash, body))
  );
}
