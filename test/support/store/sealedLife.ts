import assert from 'node:assert/strict';
import { createVault } from '../../../src/crypto/vault.ts';
import { vapidKeys } from '../../../src/store/devices/vapidKeys.ts';
import { activePush } from '../devices/pushCalls.ts';
import { authenticator } from '../factors/authenticator.ts';
import { factorCalls } from '../factors/factorCalls.ts';
import { eventHookRequest, path as eventHooksPath } from '../hooks/eventWorld.ts';
import { hookRequest, hooksPath } from '../hooks/hookWorld.ts';
import { person } from '../users/people.ts';
import type { World } from '../world.ts';

/** A user with a TOTP factor, who can be verified each time the clock has moved by half a minute. */
export interface TotpUser {
  readonly path: string;
  readonly code: () => string;
}

export async function totpUser(w: World): Promise<TotpUser> {
  const user = await person(w);
  const calls = factorCalls(w, user.id);
  const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'OKTA' });
  const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
  assert.equal((await calls.activate(body.id, app.code())).status, 200);
  return { path: `${calls.factors}/${body.id}/verify`, code: () => app.code() };
}

const question = {
  factorType: 'question',
  provider: 'OKTA',
  profile: { question: 'disliked_food', answer: 'mayonnaise' },
};

/** Puts at least one value into every sealed column of a world whose master keys are these; gives users who can verify. */
export async function sealedLife(w: World, masterKeys: readonly [Uint8Array, ...Uint8Array[]], users: number) {
  const made = [
    await w.call('POST', hooksPath, hookRequest('https://hooks.example.com/telephony')),
    await w.call('POST', eventHooksPath, eventHookRequest('https://hooks.example.com/events')),
    await w.call('POST', '/api/v1/message-providers', {
      type: 'fake',
      name: 'fake',
      settings: { url: 'https://carrier.test/send', token: 'a token of a provider' },
    }),
    await w.call('POST', '/api/v1/org/factors/yubikey_token/tokens', {
      serialNumber: '7886622',
      publicId: 'ccccccijgibu',
      privateId: 'b74be6169486',
      aesKey: '1fcc6d8ce39bf1604e0b17f3e0a11067',
    }),
    await w.call('POST', `/api/v1/users/${(await person(w)).id}/factors`, question, {
      headers: { 'idempotency-key': 'once' },
    }),
    await w.call('GET', '/.well-known/okta-organization'),
    await w.call('GET', '/oauth2/v1/keys'),
  ];
  for (const { status, body } of made) assert.ok(status < 300, JSON.stringify(body));
  assert.equal((await factorCalls(w, (await person(w)).id).sms('+18024482036')).status, 200);
  await vapidKeys(w.engine, createVault(masterKeys));
  const { ask } = await activePush(w);
  await ask();
  const all: TotpUser[] = [];
  for (let n = 0; n < users; n++) all.push(await totpUser(w));
  return all;
}
