import assert from 'node:assert/strict';
import { createGuard, loopbackAllowed } from '../../../src/outgoing/guard.ts';
import { vipOf } from '../../../src/vip.ts';
import type { World } from '../world.ts';
import { type FakeVip, fakeVip } from './fakeVip.ts';

/** What an organization has to say of a service before it is asked. */
export async function vipConfiguration({ port, authority }: Pick<FakeVip, 'port' | 'authority'>) {
  const { cert: clientCertificate, key: clientKey } = await authority.issue('customer');
  const trustedCertificate = authority.cert;
  return { hostName: '127.0.0.1', authPort: port, trustedCertificate, clientCertificate, clientKey };
}

/** Gives the organization a VIP service: its id as an authenticator. */
export async function setVip(w: Pick<World, 'call'>, configuration: object): Promise<string> {
  const made = await w.call('POST', '/api/v1/authenticators', { key: 'symantec_vip', provider: { configuration } });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body.id;
}

/** Has the service give up after so long, so that silence takes no time. */
export function hurry({ services, store, clock }: World, timeoutMs: number): void {
  const guard = createGuard(loopbackAllowed);
  const { random } = services;
  Object.assign(services, { vip: vipOf({ store, guard, now: clock.now, random, timeoutMs }) });
}

let shared:
  | Promise<{ readonly vip: FakeVip; readonly configuration: Awaited<ReturnType<typeof vipConfiguration>> }>
  | undefined;

/** One service for all tests of a file, which does not keep its process alive. */
export function sharedVip() {
  shared ??= fakeVip().then(async (vip) => {
    vip.unref();
    return { vip, configuration: await vipConfiguration(vip) };
  });
  return shared;
}
