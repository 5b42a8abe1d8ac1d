import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '@duosecurity/duo_universal';
import { fakeDuo } from '../../support/duo/fakeDuo.ts';

test('Duo’s own client takes the page of the tests for Duo’s, health, address and ID token', async (t) => {
  const duo = await fakeDuo();
  t.after(() => duo.close());
  const client = new Client({
    clientId: duo.integrationKey,
    clientSecret: duo.secretKey,
    apiHost: new URL(duo.origin).host,
    redirectUrl: 'https://cofactor.test/duo/callback',
  });
  // It knows https and Duo's certificates alone.
  const inside = client as unknown as { baseURL: string; axios: { defaults: Record<string, unknown> } };
  inside.baseURL = duo.origin;
  Object.assign(inside.axios.defaults, { baseURL: duo.origin, httpAgent: undefined });
  assert.equal((await client.healthCheck()).stat, 'OK');
  const state = client.generateState();
  const sent = await fetch(await client.createAuthUrl('ada', state), { redirect: 'manual' });
  const back = new URL(sent.headers.get('location') ?? '');
  assert.equal(back.searchParams.get('state'), state);
  const code = back.searchParams.get('duo_code') ?? '';
  const { auth_result, preferred_username } = await client.exchangeAuthorizationCodeFor2FAResult(code, 'ada');
  assert.deepEqual([auth_result?.result, preferred_username], ['allow', 'ada']);
  await assert.rejects(client.exchangeAuthorizationCodeFor2FAResult(code, 'ada'), /invalid_grant/);
});
