import assert from 'node:assert/strict';
import { duoOf } from '../../../src/duoService.ts';
import { createGuard, loopbackAllowed } from '../../../src/outgoing/guard.ts';
import type { World } from '../world.ts';
import { type FakeDuo, fakeDuo } from './fakeDuo.ts';

type Account = Pick<FakeDuo, 'origin' | 'integrationKey' | 'secretKey'>;

/** The members of `provider.configuration` that say where and who an account of Duo's is. */
export const settingsOf = ({ origin, integrationKey, secretKey }: Account) => ({
  ...{ host: origin, integrationKey, secretKey },
});

/** Gives the organization an account at Duo: its id as an authenticator. */
export async function setDuo(w: Pick<World, 'call'>, duo: Account, configuration: object = {}): Promise<string> {
  const provider = { type: 'DUO', configuration: { ...settingsOf(duo), ...configuration } };
  const made = await w.call('POST', '/api/v1/authenticators', { key: 'duo', name: 'Duo Security', provider });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body.id;
}

/** Has the service wait for Duo for two seconds at most, and polls for hardly a moment. */
export function hurryDuo({ services, store, clock }: World): void {
  services.duo.close();
  const guard = createGuard(loopbackAllowed);
  const times = { timeoutMs: 2_000, patienceMs: 50 };
  const onError = (error: unknown) => {
    throw error;
  };
  Object.assign(services, { duo: duoOf({ store, guard, now: clock.now, random: services.random, onError, times }) });
}

let shared: Promise<FakeDuo> | undefined;

/** One account for all tests of a file, which does not keep its process alive. */
export function sharedDuo(): Promise<FakeDuo> {
  shared ??= fakeDuo().then((duo) => {
    duo.unref();
    return duo;
  });
  return shared;
}
