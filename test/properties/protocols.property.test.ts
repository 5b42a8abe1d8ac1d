import { createHmac, hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createCertificateReader } from '../../src/crypto/clientCertificates.ts';
import { trustedOriginFields } from '../../src/domain/access/trustedOriginFields.ts';
import { readCode } from '../../src/domain/hardwareTokens/otp.ts';
import { readSeed } from '../../src/domain/hardwareTokens/yubikeySeed.ts';
import { parseExpression } from '../../src/domain/hooks/expression/parse.ts';
import { readTelephonyReply } from '../../src/domain/hooks/telephonyReply.ts';
import { readUserAgent } from '../../src/domain/log/userAgents.ts';
import { readAccessToken } from '../../src/domain/oauth/accessToken.ts';
import type { Claims } from '../../src/domain/oauth/jose.ts';
import { readKeySet } from '../../src/domain/oauth/keySetFields.ts';
import { readPublicKey } from '../../src/domain/oauth/publicKey.ts';
import {
  isLoginOf,
  loginToLink,
  mappedRoles,
  namesSubject,
  vouchesForFactor,
} from '../../src/domain/signin/openIdClaims.ts';
import { readTraceParent } from '../../src/domain/tracing/traceParent.ts';
import { oneCookie } from '../../src/http/auth/cookies.ts';
import { readForm } from '../../src/http/oauth/readForm.ts';
import { readInstant } from '../../src/operations/shared/timestamp.ts';
import { callAuthApi, refusalIn, verdictIn } from '../../src/remotes/duo/authApi.ts';
import { jose } from '../../src/remotes/jose/jose.ts';
import { attributeOf, attributesIn } from '../../src/remotes/radius/attributes.ts';
import { readReply } from '../../src/remotes/radius/packet.ts';
import { readReasonCode } from '../../src/remotes/vip/reply.ts';
import { SOAP, VIP } from '../../src/remotes/vip/request.ts';
import { readAttestation } from '../../src/remotes/webauthn/readAttestation.ts';
import { bytesLike, reads, readsLater, run, texts, values } from './fuzzing.ts';

const NOW = Temporal.Instant.from('2026-01-01T00:00:00Z');
const certificates = createCertificateReader(() => NOW);
const COORDINATE = Buffer.alloc(32, 7).toString('base64url');
const KEY = { kty: 'EC', crv: 'P-256', x: COORDINATE, y: COORDINATE, kid: 'k', alg: 'ES256' };
const ISSUER = 'https://mfa.example.com';
const VIP_REPLY = `<S:Envelope xmlns:S="${SOAP}"><S:Body><ValidateResponse RequestId="1" xmlns="${VIP}"><Status>
  <ReasonCode>0000</ReasonCode></Status></ValidateResponse></S:Body></S:Envelope>`;
const PEM = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUA==\n-----END CERTIFICATE-----\n';

/** Parsers of texts, with a text that each takes. */
const ofTexts: Readonly<Record<string, readonly [read: (text: string) => unknown, taken: string]>> = {
  'filters of event hooks': [
    parseExpression,
    "event.target.?[type eq 'User'].size() > 0 && !(event.outcome.result == null)",
  ],
  traceparent: [readTraceParent, '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  'requests for tokens': [(text) => readForm(text, ''), 'grant_type=client_credentials&scope=okta.users.read'],
  'queries of requests for tokens': [(text) => readForm('a=1', text), 'grant_type=client_credentials'],
  'signed tokens': [jose.read, 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln'],
  times: [readInstant, '2026-01-31T23:59:59.123456789+05:30'],
  'programs of end users': [readUserAgent, 'Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/17.1 Mobile Safari/604.1'],
  cookies: [(text) => oneCookie({ headers: { cookie: text } }, 'a'), 'a=1; b=2; __Host-c="3"'],
  'trusted origins': [
    (text) => trustedOriginFields({ name: text, origin: text, scopes: [{ type: 'CORS' }] }),
    'https://app.example.com:8443',
  ],
  'codes of tokens': [(text) => readCode(text, { digits: 6, algorithm: 'sha1' }), '123 456'],
  'seeds of YubiKeys': [
    (text) => readSeed({ serialNumber: text, publicId: text, privateId: text, aesKey: text }),
    '0123456789abcdef0123456789abcdef',
  ],
  'replies of VIP': [(text) => readReasonCode(text, 'Validate', '1'), VIP_REPLY],
  'certificates and keys in PEM': [
    (text) => [certificates.readCredentials({ certificate: text, key: text }), certificates.authorityProblem(text)],
    PEM,
  ],
  'logins at a provider': [(text) => isLoginOf(text, { login: 'ada@example.com' }), 'Ada@example.com'],
};

const openId = {
  roleClaim: 'realm_access.roles',
  roles: new Map([['admins', 'SUPER_ADMIN']] as const),
  linkBy: 'email',
  factorAmr: ['mfa'],
  factorAcr: ['high'],
};
const CLAIMS = {
  ...{ iss: ISSUER, aud: ISSUER, sub: '1', exp: 1, iat: 1, auth_time: 1, email: 'a@b.c', email_verified: true },
  ...{ amr: ['mfa'], acr: 'high', realm_access: { roles: ['admins'] }, jti: 'AT.1', cid: '0oa1', scp: ['a'], cnf: {} },
};
const memberOf = (value: unknown): Claims => (typeof value === 'object' && value !== null ? (value as Claims) : {});

/** Readers of what was JSON, with a value that each takes. */
const ofValues: Readonly<Record<string, readonly [read: (value: unknown) => unknown, taken: Claims]>> = {
  'public keys': [readPublicKey, KEY],
  'sets of keys': [(value) => readKeySet([value].flat(), [], { newId: (prefix) => `${prefix}1`, now: NOW }), KEY],
  'replies of telephony hooks': [
    readTelephonyReply,
    {
      commands: [{ type: 'com.okta.telephony.action', value: [{ status: 'SUCCESSFUL', provider: 'p' }] }],
      error: null,
    },
  ],
  'claims of an OpenID provider': [
    (value) => {
      const claims = memberOf(value);
      return [namesSubject, mappedRoles, loginToLink, vouchesForFactor].map((read) => read(claims, openId));
    },
    CLAIMS,
  ],
  'claims of access tokens': [
    (value) => {
      const claims = memberOf(value);
      return readAccessToken({ text: '', header: { typ: 'at+jwt', ...claims }, algorithm: 'RS256', claims }, ISSUER);
    },
    CLAIMS,
  ],
  'verdicts of Duo': [
    (value) => [verdictIn(memberOf(value), false, 'DENIED'), refusalIn(memberOf(value), true)],
    { result: 'allow', status: 'allow', enroll_portal_url: 'https://x.test/' },
  ],
};

const request = { identifier: 7, authenticator: Buffer.alloc(16, 1), secret: Buffer.from('a shared secret') };

/** A reply with these bytes for attributes, as a server that has the secret would prove it. */
function proven(code: number, attributes: Uint8Array): Buffer {
  const { identifier, authenticator, secret } = request;
  const mac = attributeOf(80, Buffer.alloc(16));
  const packet = Buffer.concat([Buffer.from([code, identifier, 0, 0]), authenticator, mac, attributes]);
  packet.writeUInt16BE(packet.length, 2);
  packet.set(createHmac('md5', secret).update(packet).digest(), 22);
  packet.set(hash('md5', Buffer.concat([packet, secret]), 'buffer'), 4);
  return packet;
}

describe('fuzzing of the parsers of protocols', () => {
  for (const [name, [read, taken]] of Object.entries(ofTexts)) {
    test(`${name}: no text breaks them, and none takes them long`, () => {
      const property = fc.property(texts(taken), (text) => reads(() => read(text)));
      fc.assert(property, run);
    });
  }

  for (const [name, [read, taken]] of Object.entries(ofValues)) {
    test(`${name}: no value breaks them`, () => {
      const property = fc.property(values(taken), (value) => reads(() => read(value)));
      fc.assert(property, run);
    });
  }

  test('replies of RADIUS: no bytes break them, not even of a server that has the secret', () => {
    const attributes = Buffer.concat([
      attributeOf(24, Buffer.from('state')),
      attributeOf(18, Buffer.from('next code')),
    ]);
    const property = fc.property(bytesLike(attributes), fc.constantFrom(2, 3, 11, 12), (bytes, code) => {
      reads(() => attributesIn(Buffer.from(bytes)));
      reads(() => readReply(Buffer.from(bytes), { ...request, packet: Buffer.alloc(0) }));
      reads(() => readReply(proven(code, bytes), { ...request, packet: Buffer.alloc(0) }));
    });
    fc.assert(property, run);
  });

  test('attestations of security keys: no bytes break them', async () => {
    const taken = Buffer.from(`a363666d74646e6f6e656761747453746d74a06861757468446174615825${'00'.repeat(37)}`, 'hex');
    await fc.assert(
      fc.asyncProperty(bytesLike(taken), (bytes) => readsLater(() => readAttestation(bytes))),
      run,
    );
  });

  test('replies of Duo: no text breaks them', async () => {
    const keys = { origin: 'https://api-x.duosecurity.com', integrationKey: 'DI', secretKey: 's' };
    const call = { method: 'GET', path: '/auth/v2/check', params: {} } as const;
    const asked = (text: string, status: number) =>
      callAuthApi(async () => new Response(text, { status }), keys, call, NOW);
    await fc.assert(
      fc.asyncProperty(
        texts('{"stat":"OK","response":{"result":"allow"}}'),
        fc.constantFrom(200, 400, 429),
        (text, n) => readsLater(() => asked(text, n)),
      ),
      run,
    );
  });
});
