import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import type { DuoKeys, DuoUnanswered, DuoVerdict, PromptVisit } from '../../domain/factors/duo.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import { letThrough } from './authApi.ts';
import { exchange, unanswered } from './exchange.ts';

const ALGORITHM = 'HS512';
const LIFETIME_S = 300;
/** The clocks of Duo and of this service may differ by so much. */
const LEEWAY_S = 60;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Parts of the client of Duo's page. */
export interface PromptParts {
  readonly fetch: typeof fetch;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => Temporal.Instant;
}

/** Whether Duo answers for this application: asked before anybody is sent there. Undefined for yes. */
export async function healthProblem(parts: PromptParts, keys: DuoKeys): Promise<DuoUnanswered | undefined> {
  const reply = await post(parts, keys, `${keys.origin}/oauth/v1/health_check`, { client_id: keys.integrationKey });
  if (reply.is !== 'reply') return reply;
  if (reply.body.stat === 'OK') return undefined;
  return unanswered(reply.body.stat === 'FAIL' ? 'REFUSED' : 'UNREADABLE', true);
}

/** The address of Duo's page for one visit: what is asked for is signed, so that nobody asks for another user. */
export async function authorizeUrl(parts: PromptParts, keys: DuoKeys, visit: PromptVisit): Promise<string> {
  const { state, nonce, userName, redirectUri } = visit;
  const { integrationKey: client_id, origin } = keys;
  const asked = { response_type: 'code', scope: 'openid', client_id, redirect_uri: redirectUri };
  const request = await sign(parts, keys, {
    ...asked,
    ...{ state, nonce, duo_uname: userName, iss: client_id, aud: origin, use_duo_code_attribute: true },
  });
  return `${origin}/oauth/v1/authorize?${new URLSearchParams({ ...asked, request })}`;
}

/** Exchanges the code of a visit for its ID token, once, and reads the verdict in that. */
export async function redeemCode(
  parts: PromptParts,
  keys: DuoKeys,
  visit: PromptVisit,
  code: string,
  allowBypass: boolean,
): Promise<DuoVerdict> {
  const tokenUrl = `${keys.origin}/oauth/v1/token`;
  const { redirectUri: redirect_uri } = visit;
  const client = { client_id: keys.integrationKey, client_assertion_type: ASSERTION };
  const form = { grant_type: 'authorization_code', code, redirect_uri, ...client };
  const reply = await post(parts, keys, tokenUrl, form);
  if (reply.is !== 'reply') return reply;
  const { id_token: token } = reply.body;
  if (reply.status !== 200 || typeof token !== 'string') {
    return unanswered(typeof reply.body.error === 'string' ? 'REFUSED' : 'UNREADABLE', true);
  }
  const claims = await verified(parts, keys, tokenUrl, token);
  if (!claims) return unanswered('UNREADABLE', true);
  const { nonce, preferred_username: userName } = claims;
  // Of another visit, or of another user: it is signed, and not an answer to this.
  const ours = typeof nonce === 'string' && sameSecret(nonce, visit.nonce) && userName === visit.userName;
  return ours ? verdictOf(claims, allowBypass) : unanswered('UNREADABLE', true);
}

/** Sends a form with a statement of who this is, made for one address. */
async function post(parts: PromptParts, keys: DuoKeys, url: string, form: Readonly<Record<string, string>>) {
  const { integrationKey: id } = keys;
  const jti = Buffer.from(parts.random(27)).toString('base64url');
  const client_assertion = await sign(parts, keys, { iss: id, sub: id, aud: url, jti });
  const body = new URLSearchParams({ ...form, client_assertion });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  return exchange(parts.fetch, url, { method: 'POST', headers, body: body.toString() });
}

const keyOf = ({ secretKey }: DuoKeys): Uint8Array => new TextEncoder().encode(secretKey);
const secondsOf = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1_000);

function sign({ now }: PromptParts, keys: DuoKeys, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const at = secondsOf(now());
  return new SignJWT({ ...claims, iat: at, exp: at + LIFETIME_S })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .sign(keyOf(keys));
}

/** The claims of an ID token that is signed with our secret, for us, by that address, and not over. */
async function verified(
  { now }: PromptParts,
  keys: DuoKeys,
  issuer: string,
  token: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(keys), {
      algorithms: [ALGORITHM],
      issuer,
      audience: keys.integrationKey,
      clockTolerance: LEEWAY_S,
      maxTokenAge: LIFETIME_S,
      requiredClaims: ['exp', 'iat', 'nonce', 'preferred_username', 'auth_result'],
      currentDate: new Date(now().epochMilliseconds),
    });
    return payload;
  } catch {
    return undefined;
  }
}

/** Reasons by which Duo says that somebody did something; all others mean that nobody was asked. */
const ASKED = new Set(['user_approved', 'valid_passcode', 'verification_code_correct']);

function verdictOf(
  { auth_result: result, auth_context: context }: Readonly<Record<string, unknown>>,
  allowBypass: boolean,
): DuoVerdict {
  const said = result as { readonly result?: unknown; readonly status?: unknown } | null;
  if (said?.result === 'deny') return { is: 'rejected', reason: said.status === 'fraud' ? 'NOT_ME' : 'DENIED' };
  if (said?.result !== 'allow') return unanswered('UNREADABLE', true);
  const { reason } = { ...(context as { readonly reason?: unknown } | undefined) };
  return typeof reason === 'string' && ASKED.has(reason) ? { is: 'accepted' } : letThrough(allowBypass);
}
