import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { cofactor, type Running } from '../support/command.ts';
import { freshPostgresUrl } from '../support/engines.ts';
import { assertion, keyPair, proof } from '../support/oauth/app.ts';
import { appRequest } from '../support/oauth/appRequest.ts';
import { served } from '../support/served.ts';
import { BASE } from '../support/world.ts';

const SCOPE = 'okta.users.read';
const USERS = '/api/v1/users';
/** The clock of the machine: the processes have no other. */
const machine = { clock: { now: () => Temporal.Now.instant() } } as Parameters<typeof proof>[0];

interface Reply {
  readonly status: number;
  readonly error: string | undefined;
  readonly token: string;
  readonly nonce: string;
}

async function asked({ url }: Running, path: string, request: RequestInit): Promise<Reply> {
  const response = await fetch(url + path, request);
  const body = JSON.parse((await response.text()) || '{}');
  const nonce = response.headers.get('dpop-nonce') ?? '';
  return { status: response.status, error: body.error, token: body.access_token ?? '', nonce };
}

const askToken = (at: Running, client_assertion: string, dpop: string) =>
  asked(at, '/oauth2/v1/token', {
    method: 'POST',
    headers: { dpop },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: SCOPE,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    }),
  });
const use = (at: Running, token: string, dpop: string) =>
  asked(at, USERS, { headers: { authorization: `DPoP ${token}`, dpop } });

test('attack: what one process has heard is sent to another one, over one database', {
  skip: process.env.DATABASE_URL === undefined && 'without PostgreSQL',
}, async (t) => {
  const database = await freshPostgresUrl();
  const at = ['--public-url', BASE];
  const [one, two] = [await served(t, database, at), await served(t, database, at)];
  const [key, own] = [await keyPair(), await keyPair()];
  const { id } = (await one.call('POST', '/api/v1/apps', appRequest(key, { dpop_bound_access_tokens: true }))).body;
  assert.equal((await one.call('POST', `/api/v1/apps/${id}/grants`, { scopeId: SCOPE })).status, 201);
  assert.equal((await one.call('POST', `/oauth2/v1/clients/${id}/roles`, { type: 'READ_ONLY_ADMIN' })).status, 201);
  const newAssertion = () => assertion(machine, id, key);

  const { error, nonce } = await askToken(one, await newAssertion(), await proof(machine, own, {}));
  assert.equal(error, 'use_dpop_nonce');
  const [signed, proven] = [await newAssertion(), await proof(machine, own, { nonce })];
  // A nonce is known to every process.
  const { status, token } = await askToken(two, signed, proven);
  assert.equal(status, 200);
  const again = await askToken(one, signed, await proof(machine, own, { nonce }));
  assert.equal(again.error, 'invalid_client', 'the assertion was used at the other process');
  const replayed = await askToken(one, await newAssertion(), proven);
  assert.equal(replayed.error, 'invalid_dpop_proof', 'the proof was used at the other process');

  const claims = { htm: 'GET', htu: `${BASE}${USERS}`, ath: hash('sha256', token, 'base64url') };
  const dpop = await proof(machine, own, claims);
  assert.equal((await use(one, token, dpop)).status, 200);
  const stolen = await use(two, token, dpop);
  assert.deepEqual([stolen.status, stolen.error], [400, 'invalid_dpop_proof']);
  const race = await proof(machine, own, claims);
  const replies = await Promise.all([one, two, one, two, one].map((process) => use(process, token, race)));
  assert.equal(replies.filter((reply) => reply.status === 200).length, 1, 'five at once at two processes');

  const retired = await cofactor(['signing-key', 'retire'], { COFACTOR_DATABASE_URL: database });
  assert.equal(retired.code, 0, retired.stderr);
  for (const process of [one, two]) {
    // Within a second of the machine's clock, however slow the machine is.
    const end = performance.now() + 1_100;
    while (performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await use(process, token, await proof(machine, own, claims))).status, 401);
  }
  const fresh = await askToken(two, await newAssertion(), await proof(machine, own, { nonce }));
  assert.equal(fresh.status, 200);
});
