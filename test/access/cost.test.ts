import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenDigest } from '../../src/crypto/tokens.ts';
import { createAuthenticate } from '../../src/http/auth/auth.ts';
import { authorize } from '../../src/http/auth/authorize.ts';
import { apiToken } from '../support/access/administrators.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { world } from '../support/world.ts';

const CHECKS = 20_000;
const VERIFICATIONS = 150;

/** Microseconds of the processor that one of `times` takes, the store's included. */
async function cost(times: number, one: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) await one();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

test('checking a token costs at most a twentieth of a verification, scopes, networks and role together', async (t) => {
  const w = await world('sqlite');
  t.after(() => w.close());
  const may = {
    role: 'USER_ADMIN',
    scopes: ['okta.users.read', 'okta.users.manage'],
    networks: ['10.0.0.0/8'],
  } as const;
  const { secret } = await apiToken(w, may);
  assert.ok(await w.store.tokens.presented(tokenDigest(secret)));
  const authenticate = createAuthenticate({
    tokens: w.store.tokens,
    now: w.services.now,
    monotonicMs: () => performance.now(),
    used: () => {},
  });
  const connection = {};
  const check = async () =>
    authorize(
      { id: 'verifyFactor', scope: 'okta.users.manage' },
      await authenticate(`SSWS ${secret}`, connection, () => '10.1.2.3'),
    );
  const user = await person(w);
  const id = await activeSms(w, user.id);
  const path = `${factorCalls(w, user.id).factors}/${id}/verify`;
  const verify = async () => {
    // Nobody is to be held back for the number of messages.
    w.clock.advance({ hours: 25 });
    assert.equal((await w.call('POST', path, {})).body.factorResult, 'CHALLENGE');
    assert.equal((await w.call('POST', path, { passCode: w.lastCode() })).body.factorResult, 'SUCCESS');
  };
  for (let n = 0; n < 20; n++) await verify();
  await cost(CHECKS, check);
  const [checking, verifying] = [await cost(CHECKS, check), (await cost(VERIFICATIONS, verify)) / 2];
  t.diagnostic(
    `${checking.toFixed(1)} µs of ${verifying.toFixed(0)} µs: ${((100 * checking) / verifying).toFixed(2)} %`,
  );
  assert.ok(checking <= verifying / 20, `${checking} µs of ${verifying} µs`);
});
