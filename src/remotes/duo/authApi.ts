import type { DuoKeys, DuoRejection, DuoUnanswered, DuoVerdict } from '../../domain/factors/duo.ts';
import { exchange, unanswered } from './exchange.ts';
import { authorization, canonicalParams } from './signature.ts';

/** The part of a reply that says something: its members are whatever Duo, or who speaks for it, has put there. */
export type ApiReply = { readonly is: 'reply'; readonly response: Readonly<Record<string, unknown>> } | DuoUnanswered;

/** One call of the Auth API v2. */
export interface ApiCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Calls the Auth API: parameters of POST are its body, those of GET its query, and all is signed. */
export async function callAuthApi(
  fetch: typeof globalThis.fetch,
  keys: DuoKeys,
  { method, path, params }: ApiCall,
  now: Temporal.Instant,
): Promise<ApiReply> {
  const isPost = method === 'POST';
  const body = isPost ? JSON.stringify(params) : '';
  const date = new Date(now.epochMilliseconds).toUTCString();
  const signed = { method, path, params: isPost ? {} : params, body, date };
  const reply = await exchange(fetch, `${keys.origin}${path}${isPost ? '' : `?${canonicalParams(params)}`}`, {
    method,
    headers: {
      date,
      authorization: authorization(keys, signed),
      accept: 'application/json',
      'cache-control': 'no-store',
      ...(isPost && { 'content-type': 'application/json' }),
    },
    ...(isPost && { body }),
  });
  if (reply.is !== 'reply') return reply;
  if (reply.status === 429) return unanswered('BUSY', true);
  const { stat, response } = reply.body;
  // Keys that are not right, a user it does not know of, a parameter: none of this is a verdict.
  if (stat === 'FAIL') return unanswered('REFUSED', true);
  if (reply.status !== 200 || stat !== 'OK' || typeof response !== 'object' || response === null) {
    return unanswered('UNREADABLE', true);
  }
  return { is: 'reply', response: response as Readonly<Record<string, unknown>> };
}

/** Words of Duo's for why it does not let somebody in; another one is a denial. */
const rejections: Readonly<Record<string, DuoRejection>> = {
  fraud: 'NOT_ME',
  timeout: 'TIMEOUT',
  locked_out: 'LOCKED_OUT',
};

/**
 * The verdict in a reply of `auth` or `auth_status`. Yes is `allow` that says of itself that somebody was asked: with any
 * other status Duo let the user through for another reason.
 */
export function verdictIn(
  { result, status }: Readonly<Record<string, unknown>>,
  allowBypass: boolean,
  denied: DuoRejection,
): DuoVerdict {
  if (result === 'allow') return status === 'allow' ? { is: 'accepted' } : letThrough(allowBypass);
  if (result !== 'deny') return unanswered('UNREADABLE', true);
  const known = typeof status === 'string' && Object.hasOwn(rejections, status) ? rejections[status] : undefined;
  return { is: 'rejected', reason: known ?? denied };
}

/** A user whom Duo lets through without a second factor: that is none, unless the organization says so. */
export const letThrough = (allowBypass: boolean): DuoVerdict =>
  allowBypass ? { is: 'bypassed' } : { is: 'rejected', reason: 'BYPASSED' };

/** Whether a user can be asked, from a reply of `preauth`; undefined for one who can. */
export function refusalIn(
  { result, enroll_portal_url: enrollAt }: Readonly<Record<string, unknown>>,
  allowBypass: boolean,
): DuoVerdict | undefined {
  switch (result) {
    case 'auth':
      return undefined;
    case 'allow':
      return letThrough(allowBypass);
    case 'deny':
      return { is: 'rejected', reason: 'DENIED' };
    case 'enroll': {
      const isLink = typeof enrollAt === 'string' && enrollAt.length < 500 && /^https:\/\/\S+$/.test(enrollAt);
      return { is: 'rejected', reason: 'NOT_ENROLLED', ...(isLink && { enrollAt }) };
    }
    default:
      return unanswered('UNREADABLE', true);
  }
}
