import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { jwtVerify, SignJWT } from 'jose';

/** A visit of somebody's to Duo's page, by the request that was signed for it. */
export interface Visit {
  readonly duo_uname: string;
  readonly state: string;
  readonly nonce?: string;
  readonly redirect_uri: string;
}

interface Parts {
  readonly origin: string;
  readonly integrationKey: string;
  readonly secretKey: string;
  readonly now: () => Temporal.Instant;
}

/** Duo's Universal Prompt, which sends everybody back at once. */
export interface DuoPage {
  readonly visits: Visit[];
  /** Claims in the place of those that are right; with `key` and `alg` the token is signed otherwise. */
  lie: Readonly<Record<string, unknown>>;
  signedWith: { readonly key?: string; readonly alg?: string; readonly none?: true };
  /** Whether the page is well. */
  well: boolean;
  serve(url: URL, body: string, reply: ServerResponse): Promise<void>;
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The page of one application of Duo's, made from the source of Duo's client and judged by that in `test/factors/duo/duoPage.test.ts`. */
export function duoPage({ origin, integrationKey, secretKey, now }: Parts): DuoPage {
  const codes = new Map<string, Visit>();
  const key = new TextEncoder().encode(secretKey);
  const currentDate = () => new Date(now().epochMilliseconds);
  const tokenUrl = `${origin}/oauth/v1/token`;

  async function asserted(form: URLSearchParams, audience: string): Promise<void> {
    const { payload } = await jwtVerify(form.get('client_assertion') ?? '', key, {
      ...{ algorithms: ['HS512'], audience, issuer: integrationKey, subject: integrationKey },
      ...{ requiredClaims: ['exp', 'iat', 'jti'], currentDate: currentDate() },
    });
    assert.equal(payload.jti?.length, 36);
    assert.equal(form.get('client_id'), integrationKey);
  }

  async function tokenFor(visit: Visit): Promise<string> {
    const at = Math.floor(now().epochMilliseconds / 1_000);
    const claims = {
      ...{ iss: tokenUrl, aud: integrationKey, sub: visit.duo_uname, preferred_username: visit.duo_uname },
      ...{ iat: at, exp: at + 300, auth_time: at, nonce: visit.nonce },
      auth_result: { result: 'allow', status: 'allow', status_msg: 'Login Successful' },
      auth_context: { result: 'success', reason: 'user_approved', factor: 'duo_push', txid: randomUUID() },
      ...page.lie,
    };
    const { key: other = secretKey, alg = 'HS512', none } = page.signedWith;
    if (none) {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
    }
    return new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).sign(new TextEncoder().encode(other));
  }

  const page: DuoPage = {
    visits: [],
    lie: {},
    signedWith: {},
    well: true,
    async serve(url, body, reply) {
      const say = (status: number, said: object) => {
        reply.writeHead(status, { 'content-type': 'application/json' });
        reply.end(JSON.stringify(said));
      };
      const form = new URLSearchParams(body);
      try {
        if (url.pathname.endsWith('/health_check')) {
          await asserted(form, `${origin}${url.pathname}`);
          return say(200, page.well ? { stat: 'OK', response: { timestamp: 1 } } : { stat: 'FAIL', message: 'unwell' });
        }
        if (url.pathname.endsWith('/authorize')) {
          const { payload } = await jwtVerify(url.searchParams.get('request') ?? '', key, {
            ...{ algorithms: ['HS512'], audience: origin, issuer: integrationKey, currentDate: currentDate() },
          });
          const visit = payload as unknown as Visit;
          const code = randomUUID();
          codes.set(code, visit);
          page.visits.push(visit);
          const back = `${visit.redirect_uri}?${new URLSearchParams({ state: visit.state, duo_code: code })}`;
          return void reply.writeHead(302, { location: back }).end();
        }
        await asserted(form, tokenUrl);
        assert.equal(form.get('client_assertion_type'), ASSERTION);
        const visit = codes.get(form.get('code') ?? '');
        codes.delete(form.get('code') ?? '');
        assert.equal(visit?.redirect_uri, form.get('redirect_uri'));
        const id_token = await tokenFor(visit as Visit);
        return say(200, { id_token, access_token: 'none of ours', expires_in: 300, token_type: 'Bearer' });
      } catch {
        say(400, { error: 'invalid_grant', error_description: 'It is not right.' });
      }
    },
  };
  return page;
}
