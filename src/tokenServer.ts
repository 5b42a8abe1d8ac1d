import { readTokenServer } from './operations/org/tokenServerSettings.ts';
import { createConnector } from './outgoing/connector.ts';
import type { Guard } from './outgoing/guard.ts';
import { createRadiusClient } from './remotes/radius/radiusClient.ts';
import { createTokenServer, type TokenServerParts } from './remotes/radius/tokenServer.ts';
import type { Store } from './store/store.ts';

/** A server that drops a packet is asked again after so long, and so long after the third time given up. */
const RESEND_MS = 3_000;

interface Parts extends Pick<TokenServerParts, 'seals' | 'now'> {
  readonly store: Store;
  readonly guard: Guard;
  readonly random: (bytes: number) => Uint8Array;
  /** Three seconds when absent. */
  readonly resendMs?: number;
}

/** Puts the organization's token server together: who it is stands in the store, and the guard says where it may be. */
export function tokenServerOf({ store, guard, random, resendMs = RESEND_MS, seals, now }: Parts) {
  const connector = createConnector(guard);
  // What RADIUS says over UDP is not encrypted but for the passcode (RFC 2865 section 5.2).
  const destination = (host: string) => ({ host, encrypted: false });
  return createTokenServer({
    client: createRadiusClient({ lookup: (host) => connector.lookup(destination(host)), random, resendMs }),
    settings: () => readTokenServer(store),
    hostProblem: (host) => connector.problem(destination(host)),
    seals,
    now,
  });
}
