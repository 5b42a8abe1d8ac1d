import type { WebhookRequest } from '../../provider.ts';
import { hmac, same } from '../shared/webhooks.ts';

/**
 * Whether a call is Plivo's. Voice signs URL, fields and nonce (V3,
 * https://www.plivo.com/docs/voice/concepts/signature-validation), messaging only URL and nonce (V2,
 * https://www.plivo.com/docs/messaging/concepts/signature-validation). Neither has a time. The header may hold several
 * signatures, one for each token of the account.
 */
export function isFromPlivo(request: WebhookRequest, authToken: string): boolean {
  const { headers } = request;
  const v3 = headers['x-plivo-signature-v3'];
  if (v3 !== undefined)
    return signedBy(v3, `${signedV3(request)}.${headers['x-plivo-signature-v3-nonce'] ?? ''}`, authToken);
  const v2 = headers['x-plivo-signature-v2'] ?? headers['x-plivo-signature-ma-v2'];
  return (
    v2 !== undefined && signedBy(v2, `${bare(request.url)}${headers['x-plivo-signature-v2-nonce'] ?? ''}`, authToken)
  );
}

function signedBy(header: string, text: string, authToken: string): boolean {
  const expected = hmac('sha256', authToken, text, 'base64');
  return header.split(',').some((given) => same(given.trim(), expected));
}

/** The URL with its query sorted, and for a POST its fields, sorted and run together. */
function signedV3({ method, url, body }: WebhookRequest): string {
  const query = sorted(new URL(url).searchParams, '=').join('&');
  const fields = method === 'POST' ? sorted(new URLSearchParams(body), '').join('') : '';
  const mark = query === '' && fields === '' ? '' : '?';
  const dot = query !== '' && fields !== '' ? '.' : '';
  return `${bare(url)}${mark}${query}${dot}${fields}`;
}

function sorted(fields: URLSearchParams, between: string): readonly string[] {
  const names = [...new Set(fields.keys())].sort();
  return names.flatMap((name) =>
    fields
      .getAll(name)
      .sort()
      .map((value) => `${name}${between}${value}`),
  );
}

const bare = (url: string): string => url.replace(/[?#].*$/s, '');
