import { setTimeout as pause } from 'node:timers/promises';
import { deliveryId, type EventHook, type Undelivered } from '../../domain/hooks/eventHook.ts';
import type { Services } from '../shared/services.ts';
import { eventHookLog } from './eventHookChanges.ts';
import { watchEventHooks } from './eventHookLag.ts';
import { nextRound, type Round, sendRound } from './eventRound.ts';

/** The times of delivering, in milliseconds. */
export interface Pace {
  /** Between two looks into the log. */
  readonly everyMs: number;
  /** The time for which a process has a hook to itself; a round, which is two requests long, must fit in. */
  readonly leaseMs: number;
}

/** Tells event hooks of events. */
export interface EventHookWorker {
  /** Sends all there is to be sent now. */
  sweep(): Promise<void>;
  /** Begins to send whatever hooks are not being sent already. */
  tick(): Promise<void>;
  /** Waits for the requests under way, and begins no more. */
  stop(): Promise<void>;
}

const PACE: Pace = { everyMs: 1_000, leaseMs: 15_000 };
/** After a failure of the database. */
const AGAIN_MS = 10_000;

/** Looks into the log at a pace until it is stopped. Without hooks that costs one read of an empty table each time. */
export function startEventHooks(
  services: Services,
  pace: Partial<Pace> | false = {},
  onError: (error: unknown) => void,
): () => Promise<void> {
  watchEventHooks(services);
  if (pace === false) return async () => {};
  const { everyMs, leaseMs } = { ...PACE, ...pace };
  const stopping = new AbortController();
  let failed = false;
  const report = (error: unknown) => {
    failed = true;
    onError(error);
  };
  const worker = createEventHookWorker(services, leaseMs, report);
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await worker.tick().catch(report);
      // Ends at once when the signal does, and holds no process.
      await pause(failed ? AGAIN_MS : everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      failed = false;
    }
  })();
  return async () => {
    stopping.abort();
    await worker.stop();
    await looking;
  };
}

/** A worker of one process. Several share the hooks: each is one process's for the length of its claim. */
export function createEventHookWorker(
  services: Services,
  leaseMs: number,
  onError: (error: unknown) => void,
): EventHookWorker {
  const { store, now } = services;
  const claim = Buffer.from(services.random(16)).toString('hex');
  const busy = new Map<string, Promise<void>>();
  let stopped = false;

  const leased = () => now().add({ milliseconds: leaseMs });

  /** A hook and what it is to be sent; undefined when that is nothing. */
  async function look(id: string): Promise<{ readonly hook: EventHook; readonly round: Round } | undefined> {
    const [hook, cursor] = await Promise.all([store.eventHooks.byId(id), store.eventHooks.cursor(id)]);
    if (!hook || !cursor) return undefined;
    const round = await nextRound(services, hook, cursor);
    return round.place || round.parcels.length > 0 || round.gone.length > 0 ? { hook, round } : undefined;
  }

  async function drain(id: string): Promise<void> {
    if (!(await look(id))) return;
    const claimed = await store.apply([{ do: 'claimEventHook', id, claim, now: now(), until: leased() }]);
    if (claimed !== 'done') return;
    // What was seen before the claim may have been sent by whoever had it.
    for (;;) {
      const found = stopped || !(await isDeliverable(id)) ? undefined : await look(id);
      if (!found) break;
      const outcome = await sendRound(services, found.hook, found.round);
      const { place } = found.round;
      const settled = await store.apply([
        { do: 'settleEventHook', id, claim, until: leased(), ...(place && { place }), ...outcome },
        ...outcome.failed.filter(isNews).map((one) => failureLog(found.hook, one, now())),
      ]);
      if (settled !== 'done') return;
    }
    await store.apply([{ do: 'settleEventHook', id, claim, until: now(), failed: [], taken: [] }]);
  }

  const isDeliverable = async (id: string): Promise<boolean> => (await store.eventHooks.deliverable()).includes(id);

  async function tick(): Promise<void> {
    if (stopped) return;
    for (const id of await store.eventHooks.deliverable()) {
      if (!busy.has(id))
        busy.set(
          id,
          drain(id)
            .catch(onError)
            .finally(() => busy.delete(id)),
        );
    }
  }

  return {
    tick,
    async sweep() {
      await tick();
      await Promise.all(busy.values());
    },
    async stop() {
      stopped = true;
      await Promise.all(busy.values());
    },
  };
}

/** The first failure of a delivery, and the last. */
const isNews = ({ attempts, status }: Undelivered): boolean => attempts === 1 || status === 'DEAD';

const failureLog = (hook: EventHook, { place, attempts, reason, status }: Undelivered, now: Temporal.Instant) =>
  eventHookLog(
    {
      event: 'event_hook.delivery',
      outcome: 'FAILURE',
      reason,
      detail: { eventId: deliveryId(hook.id, place.id), eventUuid: place.id, attempts: String(attempts), status },
    },
    hook,
    undefined,
    now,
  );
