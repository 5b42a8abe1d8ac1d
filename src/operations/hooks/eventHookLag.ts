import { isInGap } from '../../domain/hooks/hookCursor.ts';
import type { Services } from '../shared/services.ts';

/** Shows how much hooks have still to be sent. */
export function watchEventHooks(services: Pick<Services, 'store' | 'metrics' | 'now'>): void {
  const { store, metrics } = services;
  metrics.watch('eventHookWaiting', {}, async () => (await store.eventHooks.counts()).waiting);
  metrics.watch('eventHookDead', {}, async () => (await store.eventHooks.counts()).dead);
  metrics.watch('eventHookLag', {}, () => oldestSeconds(services));
}

/** The age in seconds of the oldest event that some hook is still to be sent; 0 when there is none. */
export async function oldestSeconds({ store, now }: Pick<Services, 'store' | 'now'>): Promise<number> {
  const ids = await store.eventHooks.deliverable();
  const oldest = await Promise.all(ids.map((id) => oldestOf(store, id)));
  const ages = oldest.flatMap((at) => (at ? [now().since(at).total('seconds')] : []));
  return Math.max(0, ...ages);
}

async function oldestOf(store: Services['store'], id: string): Promise<Temporal.Instant | undefined> {
  const [hook, cursor] = await Promise.all([store.eventHooks.byId(id), store.eventHooks.cursor(id)]);
  if (!hook || !cursor) return undefined;
  const [waiting] = await store.eventHooks.undelivered(id, 'WAITING', 1);
  if (waiting?.entry) return waiting.entry.at;
  const keys = [hook.subscription.items.map((value) => ({ name: 'event', value }) as const)];
  const { entries } = await store.log.page({
    settled: true,
    descending: false,
    limit: 1,
    after: cursor.place,
    keys,
  });
  return entries.find((entry) => !isInGap(cursor.gaps, entry))?.at;
}
