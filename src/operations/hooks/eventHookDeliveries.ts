import type { Caller } from '../../contract/shared/operation.ts';
import { deliveryId, type EventHook, type Undelivered } from '../../domain/hooks/eventHook.ts';
import type { UndeliveredEntry } from '../../store/eventHookReads.ts';
import type { Handler, Services } from '../shared/services.ts';
import { eventHookLog, findEventHook } from './eventHookChanges.ts';

const MOST = 200;

/** The events that a hook has not taken, oldest first; those that were given up alone, or those that wait. */
export const listEventHookDeliveries: Handler<'listEventHookDeliveries'> = async (services, { params, query }) => {
  const hook = await findEventHook(services, params.eventHookId);
  const wanted: readonly Undelivered['status'][] = query.status ? [query.status] : ['DEAD', 'WAITING'];
  const found = await Promise.all(wanted.map((status) => services.store.eventHooks.undelivered(hook.id, status, MOST)));
  return found
    .flat()
    .slice(0, MOST)
    .flatMap((one) => describe(hook, one));
};

const precise = (at: Temporal.Instant): string => at.toString({ fractionalSecondDigits: 3 });

/** One whose entry has left the log is no more. */
function describe({ id }: EventHook, one: UndeliveredEntry) {
  const { entry, status, attempts, reason, failedAt, nextAt } = one;
  if (!entry) return [];
  return [
    {
      id: deliveryId(id, entry.place.id),
      status,
      eventType: entry.event,
      eventUuid: entry.place.id,
      published: precise(entry.at),
      attempts,
      reason,
      lastAttempt: precise(failedAt),
      nextAttempt: status === 'DEAD' ? null : precise(nextAt),
    },
  ];
}

/** Everything that the hook has not taken is sent again, under the ids it had. */
export const replayEventHookDeliveries: Handler<'replayEventHookDeliveries'> = async (services, { params, caller }) => {
  const hook = await findEventHook(services, params.eventHookId);
  return { replayed: await replay(services, hook, caller) };
};

/** Replays for the API and for the command line, which has no caller; gives how many are sent again. */
export async function replay(
  { store, now: time }: Pick<Services, 'store' | 'now'>,
  hook: Pick<EventHook, 'id' | 'name'>,
  caller: Caller | undefined,
): Promise<number> {
  const { waiting, dead } = await store.eventHooks.counts(hook.id);
  const replayed = waiting + dead;
  if (replayed === 0) return 0;
  const now = time();
  const entry = { event: 'cofactor.event_hook.replay', detail: { deliveries: String(replayed) } } as const;
  await store.apply([{ do: 'replayEventHook', id: hook.id, at: now }, eventHookLog(entry, hook, caller, now)]);
  return replayed;
}
