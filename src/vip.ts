import { createCertificateReader } from './crypto/clientCertificates.ts';
import type { Tracing } from './domain/tracing/tracing.ts';
import { readVip } from './operations/org/vipSettings.ts';
import type { Guard } from './outgoing/guard.ts';
import { createMutualPost } from './outgoing/mutualTls.ts';
import type { VipExchange } from './remotes/vip/exchange.ts';
import { createVipService, type VipServiceParts } from './remotes/vip/vipService.ts';
import type { Store } from './store/store.ts';

/** A service that has not answered by then is not waited for. */
const TIMEOUT_MS = 8_000;
/** Replies of the schema have about one kilobyte. */
const MAX_BYTES = 64 * 1024;

interface Parts extends Pick<VipServiceParts, 'random' | 'now'> {
  readonly store: Store;
  readonly guard: Guard;
  readonly tracing?: Tracing | undefined;
  /** Eight seconds when absent. */
  readonly timeoutMs?: number;
}

/** Puts Symantec's service together: who it is stands in the store, and the guard says where it may be. */
export function vipOf({ store, guard, tracing, timeoutMs = TIMEOUT_MS, random, now }: Parts) {
  const post = createMutualPost({ guard, timeoutMs, maxBytes: MAX_BYTES, traced: { tracing, what: 'VIP' } });
  const exchange: VipExchange = ({ host, port, path, body, credentials, authority }) =>
    post({
      uri: `https://${host.includes(':') ? `[${host}]` : host}:${port}${path}`,
      headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: '""' },
      body,
      tls: { cert: credentials.certificate, key: credentials.key, ...(authority !== undefined && { ca: authority }) },
    });
  return createVipService({
    exchange,
    settings: () => readVip(store),
    certificates: createCertificateReader(now),
    hostProblem: (host) => guard.hostProblem({ host, encrypted: true }),
    random,
    now,
  });
}
