import { generateKeyPairSync, hash, randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { newSigningKey } from '../src/crypto/signingKey.ts';
import { tokenDigest } from '../src/crypto/tokens.ts';
import { createVault } from '../src/crypto/vault.ts';
import { ACCESS_TOKEN_TYPE, tokenClaims } from '../src/domain/oauth/accessToken.ts';
import type { PublicKey } from '../src/domain/oauth/publicKey.ts';
import type { ServiceApp } from '../src/domain/oauth/serviceApp.ts';
import { createAuthenticate } from '../src/http/auth/auth.ts';
import { authorize } from '../src/http/auth/authorize.ts';
import { createLinks } from '../src/http/links/links.ts';
import { createAuthenticateApp, type TokenBearer } from '../src/http/oauth/accessTokens.ts';
import { createSigningKeys } from '../src/operations/oauth/signingKeys.ts';
import { jose } from '../src/remotes/jose/jose.ts';
import { createStore } from '../src/store/createStore.ts';
import { openSqlite } from '../src/store/engines/sqlite.ts';
import { migrate } from '../src/store/migrate.ts';
import { markdown } from './report.ts';

const BASE = 'https://cofactor.test';
const VERIFY = { id: 'verifyFactor', scope: 'okta.users.manage' } as const;
const PATH = '/api/v1/users/00u00000000000000001/factors/ost00000000000000001/verify';

/**
 * The processor time of letting a request in: by an API token, a plain access token, and one that is bound to a key. It is
 * measured in this process, without HTTP; `verifyUs` is that of a whole TOTP verification on SQLite.
 */
export async function accessTokenReport(
  verifyUs: number,
): Promise<{ readonly table: string; readonly shares: readonly number[] }> {
  const engine = openSqlite(':memory:');
  await migrate(engine.kysely as never);
  const vault = createVault([new Uint8Array(32)]);
  const store = createStore(engine, vault);
  const now = () => Temporal.Now.instant();
  const monotonicMs = () => performance.now();
  const links = createLinks(() => BASE);
  const signingKeys = createSigningKeys({ store, newKey: newSigningKey, now, monotonicMs });
  const secret = '00benchmark';
  const at = now();
  const app = appOf(at);
  const token = {
    id: '00T00000000000000001',
    name: 'benchmark',
    digest: tokenDigest(secret),
    created: at,
    role: 'USER_ADMIN',
    scopes: ['okta.users.read', 'okta.users.manage'],
    networks: ['192.0.2.0/24'],
  } as const;
  await store.apply([
    { do: 'insertToken', token },
    { do: 'insertServiceApp', app },
    { do: 'insertServiceApp', app: { ...app, id: '0oa00000000000000002', dpopBound: true } },
  ]);

  const issue = async (clientId: string, bound: object) => {
    const claims = { id: randomUUID(), clientId, epoch: 1, scopes: ['okta.users.manage'], issued: now(), ...bound };
    return jose.sign(tokenClaims(claims, BASE), ACCESS_TOKEN_TYPE, await signingKeys.current());
  };
  const plain = await issue(app.id, {});
  /** A token that is bound to a key, and proofs by it. */
  const bind = async (alg: 'ES256' | 'RS256') => {
    const { privateKey, publicKey } =
      alg === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const jwk = await exportJWK(publicKey);
    const text = await issue('0oa00000000000000002', { boundTo: jose.thumbprint(jwk as PublicKey) });
    const prove = () =>
      new SignJWT({
        htm: 'POST',
        htu: `${BASE}${PATH}`,
        iat: Math.floor(Date.now() / 1_000),
        jti: randomUUID(),
        ath: hash('sha256', text, 'base64url'),
      })
        .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk })
        .sign(privateKey);
    return { text, proofs: await Promise.all(Array.from({ length: 2_000 }, prove)) };
  };

  const authenticate = createAuthenticate({ tokens: store.tokens, now, monotonicMs, used: () => {} });
  const authenticateApp = createAuthenticateApp({ jose, links, now, seals: vault, signingKeys, store }, monotonicMs);
  const request: Omit<TokenBearer, 'scheme' | 'token' | 'proof'> = { method: 'POST', path: PATH };
  const connection = {};
  const proving = ({ text, proofs }: Awaited<ReturnType<typeof bind>>) =>
    cpuUs(proofs.length / 2, async () =>
      authorize(
        VERIFY,
        await authenticateApp({ ...request, scheme: 'DPoP', token: text, proof: proofs.pop() }),
        'DPoP',
      ),
    );
  const rows = [
    [
      'API token with role, scopes and networks',
      await cpuUs(20_000, async () =>
        authorize(VERIFY, await authenticate(`SSWS ${secret}`, connection, () => '192.0.2.1')),
      ),
    ],
    [
      'access token',
      await cpuUs(20_000, async () =>
        authorize(
          VERIFY,
          await authenticateApp({ ...request, scheme: 'Bearer', token: plain, proof: undefined }),
          'Bearer',
        ),
      ),
    ],
    ['access token with a proof (DPoP, ES256)', await proving(await bind('ES256'))],
    ['access token with a proof (DPoP, RSA of 2,048 bits)', await proving(await bind('RS256'))],
  ] as const;
  await store.close();
  const table = markdown([
    ['to let a request in', 'CPU µs each', 'of a TOTP verification'],
    ...rows.map(([what, us]) => [what, us.toFixed(1), `${((100 * us) / verifyUs).toFixed(1)} %`]),
  ]);
  // A proof is a signature to check and a row to write: it is told, and is no part of the goal.
  return { table, shares: rows.slice(0, 2).map(([, us]) => us / verifyUs) };
}

/** The processor time of one call in microseconds, after as many to warm up. */
async function cpuUs(times: number, call: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < times; n++) await call();
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const appOf = (at: Temporal.Instant): ServiceApp => ({
  id: '0oa00000000000000001',
  label: 'benchmark',
  status: 'ACTIVE',
  dpopBound: false,
  keys: [],
  grants: [{ id: 'oag00000000000000001', scope: 'okta.users.manage', by: '', created: at.toString() }],
  roles: [{ id: 'ra100000000000000001', role: 'ORG_ADMIN', created: at.toString() }],
  epoch: 1,
  shown: {},
  created: at,
  lastUpdated: at,
  version: 1,
});
