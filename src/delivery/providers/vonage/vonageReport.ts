import type { WebhookReply, WebhookRequest } from '../../provider.ts';
import { dig, parsed } from '../shared/exchange.ts';
import { verifyHs } from '../shared/jwt.ts';
import { fieldsOf, hmac, isFresh, type ReportWords, reportOf, same, sha256 } from '../shared/webhooks.ts';

const words: ReportWords = {
  // SMS and Messages API
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undeliverable: 'UNDELIVERED',
  expired: 'UNDELIVERED',
  // Voice API, the last two shared
  completed: 'DELIVERED',
  busy: 'UNDELIVERED',
  unanswered: 'UNDELIVERED',
  timeout: 'UNDELIVERED',
  cancelled: 'UNDELIVERED',
  rejected: 'UNDELIVERED',
  failed: 'UNDELIVERED',
};

/**
 * A webhook of Vonage: those of the Messages and Voice API have a JWT with a hash of the body
 * (https://developer.vonage.com/en/getting-started/concepts/webhooks), those of the SMS API a `sig` among their
 * fields (https://developer.vonage.com/en/getting-started/concepts/signing-messages, SHA-256 HMAC).
 */
export function vonageReport(
  request: WebhookRequest,
  secret: string | undefined,
  now: Temporal.Instant,
): WebhookReply | undefined {
  if (!secret) return undefined;
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ? withJwt(bearer, request, secret, now) : withSig(request, secret, now);
}

function withJwt(
  token: string,
  { body }: WebhookRequest,
  secret: string,
  now: Temporal.Instant,
): WebhookReply | undefined {
  const claims = verifyHs(token, secret, now);
  const { iat, payload_hash } = claims ?? {};
  // A GET would carry its fields unsigned in the URL: only what the hash covers is read.
  if (typeof iat !== 'number' || !isFresh(iat, now)) return undefined;
  if (typeof payload_hash !== 'string' || !same(payload_hash, sha256(body).toString('hex'))) return undefined;
  const json = parsed(body);
  const code = /#(\d{1,5})$/.exec(String(dig(json, 'error', 'type') ?? ''))?.[1];
  return reportOf(dig(json, 'message_uuid') ?? dig(json, 'uuid'), dig(json, 'status'), words, code);
}

function withSig(request: WebhookRequest, secret: string, now: Temporal.Instant): WebhookReply | undefined {
  const { sig, ...fields } = fieldsOf(request);
  const { timestamp } = fields;
  if (!timestamp || !isFresh(Number(timestamp), now)) return undefined;
  const signed = Object.keys(fields)
    .sort()
    .map((name) => `&${name}=${fields[name]?.replace(/[&=]/g, '_')}`)
    .join('');
  if (!same(sig?.toLowerCase(), hmac('sha256', secret, signed, 'hex'))) return undefined;
  return reportOf(fields.messageId, fields.status, words, fields['err-code']);
}
