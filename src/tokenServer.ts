import { createCertificateReader } from './crypto/clientCertificates.ts';
import type { TokenServer } from './domain/factors/tokenServer.ts';
import type { Tracing } from './domain/tracing/tracing.ts';
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
  readonly tracing?: Tracing | undefined;
  /** Three seconds when absent. */
  readonly resendMs?: number;
}

/** Puts the organization's token server together: who it is stands in the store, and the guard says where it may be. */
export function tokenServerOf({ store, guard, random, tracing, resendMs = RESEND_MS, seals, now }: Parts): TokenServer {
  const connector = createConnector(guard);
  const server = createTokenServer({
    client: createRadiusClient({ lookup: (to) => connector.lookup(to), random, resendMs }),
    settings: () => readTokenServer(store),
    hostProblem: (host, encrypted) => connector.problem({ host, encrypted }),
    certificates: createCertificateReader(now),
    seals,
    now,
  });
  if (!tracing) return server;
  return {
    ...server,
    ask: (question) =>
      tracing.span({ name: 'RADIUS Access-Request', kind: 'client' }, async (tell) => {
        const answer = await server.ask(question);
        tell({ 'cofactor.result': answer.is, ...(answer.is === 'unanswered' && { 'error.type': answer.reason }) });
        return answer;
      }),
  };
}
