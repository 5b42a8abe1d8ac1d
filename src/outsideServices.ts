import type { Remotes } from './domain/factors/remotes.ts';
import type { Metrics } from './domain/metrics/metrics.ts';
import { duoOf } from './duoService.ts';
import { readTokenServer } from './operations/org/tokenServerSettings.ts';
import { readVip } from './operations/org/vipSettings.ts';
import { tokenServerOf } from './tokenServer.ts';
import { vipOf } from './vip.ts';

type Parts = Parameters<typeof duoOf>[0] & Parameters<typeof tokenServerOf>[0] & Parameters<typeof vipOf>[0];

/** Puts the services together that judge answers in our place: Duo, the organization's token server, and Symantec's. */
export function outsideServices({ store, guard, seals, now, random, tracing, onError }: Parts) {
  const parts = { store, guard, seals, now, random, tracing, onError };
  return { duo: duoOf(parts), tokenServer: tokenServerOf(parts), vip: vipOf(parts) } satisfies Partial<Remotes>;
}

/** Shows for how many seconds the certificates of ours are still good: of several, the one that expires first. */
export function watchCertificates(metrics: Metrics, { store, now }: Pick<Parts, 'store' | 'now'>): void {
  metrics.watch('clientCertificateExpiry', {}, async () => {
    const vip = await readVip(store);
    const { servers } = await readTokenServer(store);
    const ends = [vip, servers[0]?.tls].flatMap((one) => one?.expires ?? []);
    const [first] = ends.sort((one, other) => Temporal.Instant.compare(one, other));
    return first?.since(now()).total('seconds');
  });
}
