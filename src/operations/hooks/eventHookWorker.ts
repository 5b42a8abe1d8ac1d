import { setTimeout as pause } from 'node:timers/promises';
import { deliveryId, type EventHook, type Undelivered } from '../../domain/hooks/eventHook.ts';
import type { LogPlace } from '../../domain/log/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { eventHookLog } from './eventHookChanges.ts';
import { watchEventHooks } from './eventHookLag.ts';
import { hasWork, nextRound, type Round, sendRound } from './eventRound.ts';

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
const FOLLOW = Temporal.Duration.from({ minutes: 1 });

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
  /** Places up to which hooks have nothing to be sent. */
  const seen = new Map<string, { readonly of: string; readonly upTo: LogPlace }>();
  const followed = new Map<string, Temporal.Instant>();
  let stopped = false;

  const leased = () => now().add({ milliseconds: leaseMs });

  /** A hook and what it is to be sent; undefined when the hook is gone. */
  async function look(id: string): Promise<{ readonly hook: EventHook; readonly round: Round } | undefined> {
    const [hook, cursor] = await Promise.all([store.eventHooks.byId(id), store.eventHooks.cursor(id)]);
    if (!hook || !cursor) return undefined;
    // Good until the hook or its cursor is another.
    const of = `${hook.version} ${cursor.place.position} ${cursor.place.id}`;
    for (;;) {
      const known = seen.get(id);
      const round = await nextRound(services, hook, cursor, known?.of === of ? known.upTo : undefined);
      if (hasWork(round)) return { hook, round };
      if (round.place) seen.set(id, { of, upTo: round.place });
      if (stopped || !round.isFull) return { hook, round };
    }
  }

  /** Once a minute the cursor of a hook that has nothing to be sent follows the log: whoever starts later reads less. */
  function mayFollow(id: string): boolean {
    const last = followed.get(id);
    if (last && Temporal.Instant.compare(now(), last.add(FOLLOW)) < 0) return false;
    followed.set(id, now());
    return true;
  }

  async function drain(id: string): Promise<void> {
    const first = await look(id);
    if (!first || !(hasWork(first.round) || (first.round.place && mayFollow(id)))) return;
    const claimed = await store.apply([{ do: 'claimEventHook', id, claim, now: now(), until: leased() }]);
    if (claimed !== 'done') return;
    let place: LogPlace | undefined;
    // What was seen before the claim may have been sent by whoever had it.
    for (;;) {
      const found = stopped || !(await isDeliverable(id)) ? undefined : await look(id);
      place = found?.round.place;
      if (!found || !hasWork(found.round)) break;
      const outcome = await sendRound(services, found.hook, found.round);
      const settled = await store.apply([
        { do: 'settleEventHook', id, claim, until: leased(), ...(place && { place }), ...outcome },
        ...outcome.failed.filter(isNews).map((one) => failureLog(found.hook, one, now())),
      ]);
      if (settled !== 'done') return;
    }
    await store.apply([
      { do: 'settleEventHook', id, claim, until: now(), ...(place && { place }), failed: [], taken: [] },
    ]);
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
