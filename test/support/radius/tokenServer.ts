import assert from 'node:assert/strict';
import { createGuard, loopbackAllowed } from '../../../src/outgoing/guard.ts';
import { tokenServerOf } from '../../../src/tokenServer.ts';
import type { World } from '../world.ts';
import { type FakeRadius, fakeRadius } from './fakeRadius.ts';

/** Gives the organization a token server: its id as an authenticator. */
export async function setTokenServer(
  w: Pick<World, 'call'>,
  { port, secret }: Pick<FakeRadius, 'port' | 'secret'>,
  configuration: object = {},
): Promise<string> {
  const provider = { configuration: { hostName: '127.0.0.1', authPort: port, sharedSecret: secret, ...configuration } };
  const made = await w.call('POST', '/api/v1/authenticators', { key: 'onprem_mfa', provider });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body.id;
}

/** Has the service send its packets again after a twentieth of a second, so that silence takes no time. */
export function hurry({ services, store, clock }: World): void {
  const { random, seals } = services;
  const guard = createGuard(loopbackAllowed);
  Object.assign(services, {
    tokenServer: tokenServerOf({ store, guard, seals, now: clock.now, random, resendMs: 50 }),
  });
}

/** Tokens whose codes a server accepts once each, as SecurID's does. */
export interface Tokens {
  readonly server: FakeRadius;
  /** A new code of the token of a user. */
  press(userName: string): string;
}

let shared: Promise<Tokens> | undefined;

/** One server for all tests of a file, which does not keep its process alive. */
export function sharedTokens(): Promise<Tokens> {
  shared ??= fakeRadius().then((server) => {
    server.unref();
    const live = new Set<string>();
    let last = 31_415_926;
    server.answer = (request, send) => {
      const right = live.delete(`${request.userName} ${request.password}`);
      send(server.reply(request, { code: right ? 2 : 3 }));
    };
    return {
      server,
      press(userName) {
        last += 1_117;
        live.add(`${userName} ${last}`);
        return String(last);
      },
    };
  });
  return shared;
}
