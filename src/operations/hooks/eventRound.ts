import type { EventHookCall } from '../../contract/hooks/eventHook.ts';
import type { LogEventResource } from '../../contract/log/logEvent.ts';
import { delayAfter } from '../../domain/hooks/backOff.ts';
import { deliveryId, type EventHook, type HookCursor, type Undelivered } from '../../domain/hooks/eventHook.ts';
import { isTrueOf } from '../../domain/hooks/expression/evaluate.ts';
import { parseExpression } from '../../domain/hooks/expression/parse.ts';
import { isInGap } from '../../domain/hooks/hookCursor.ts';
import type { LogPlace } from '../../domain/log/logEntry.ts';
import type { EventHookAnswer } from '../../hooks/eventHook.ts';
import type { LogPage } from '../../store/searches.ts';
import { describeLogEvent } from '../log/describeLogEvent.ts';
import { namesFor } from '../log/names.ts';
import type { Services } from '../shared/services.ts';

/** An event to be sent, and how often that was tried already. */
interface Parcel {
  readonly place: LogPlace;
  readonly event: LogEventResource;
  readonly attempts: number;
  /** It was not taken before, and has a row that says so. */
  readonly isAgain: boolean;
}

/** Everything that a hook is to be sent in one round. */
export interface Round {
  readonly parcels: readonly Parcel[];
  /** The place up to which the log was read; none when nothing was looked at. */
  readonly place?: LogPlace;
  /** There may be more right behind `place`. */
  readonly isFull: boolean;
  /** Ids of entries that are to be sent again, and that the log has no longer. */
  readonly gone: readonly string[];
}

/** The result of a round. */
export interface Outcome {
  readonly failed: readonly Undelivered[];
  readonly taken: readonly string[];
}

/** Requests to a hook at a time, begun in the order of the log. */
const AT_ONCE = 8;
/** Entries that are read at a time, for filters may refuse most of them. */
const PAGE = 200;
/** With so many that were not taken nothing new is sent: the log keeps it until the hook answers again. */
const MOST_WAITING = 100;

/** Whether there is anything to be done in a round. */
export const hasWork = ({ parcels, gone }: Round): boolean => parcels.length > 0 || gone.length > 0;

/**
 * Reads what a hook is to be sent next: what is due again, and then what is new in the log behind its cursor, or behind `seen`,
 * where this process has found nothing before.
 */
export async function nextRound(
  services: Pick<Services, 'store' | 'now'>,
  { id, subscription }: EventHook,
  cursor: HookCursor,
  seen: LogPlace | undefined,
): Promise<Round> {
  const { store } = services;
  const due = await store.eventHooks.due(id, services.now(), AT_ONCE);
  const { waiting } = await store.eventHooks.counts(id);
  const room = waiting < MOST_WAITING ? AT_ONCE - due.length : 0;
  const { entries: found, upTo }: LogPage =
    room <= 0
      ? { entries: [] }
      : await store.log.page({
          settled: true,
          descending: false,
          limit: PAGE,
          after: seen ?? cursor.place,
          keys: [subscription.items.map((value) => ({ name: 'event', value }) as const)],
        });
  const again = due.flatMap(({ entry, attempts }) => (entry ? [{ entry, attempts }] : []));
  const names = await namesFor(services, [...found, ...again.map(({ entry }) => entry)]);
  const parcels: Parcel[] = again.map(({ entry, attempts }) => ({
    place: entry.place,
    event: describeLogEvent(entry, names),
    attempts,
    isAgain: true,
  }));
  const filters = new Map(subscription.filters.map(({ event, expression }) => [event, parseExpression(expression)]));
  const most = parcels.length + room;
  let place: LogPlace | undefined;
  let isFull = false;
  for (const entry of found) {
    if (!isInGap(cursor.gaps, entry)) {
      const event = describeLogEvent(entry, names);
      const filter = filters.get(entry.event);
      if (filter === undefined || isTrueOf(filter, event)) {
        isFull = parcels.length === most;
        if (isFull) break;
        parcels.push({ place: entry.place, event, attempts: 0, isAgain: false });
      }
    }
    place = entry.place;
  }
  if (upTo && !isFull) place = upTo;
  return {
    parcels,
    ...(place && { place }),
    isFull: isFull || found.length === PAGE,
    gone: due.flatMap(({ entry, place }) => (entry ? [] : [place.id])),
  };
}

/** Sends a round, and says what is to be written of it. */
export async function sendRound(
  services: Pick<Services, 'eventHooks' | 'links' | 'metrics' | 'now'>,
  hook: EventHook,
  { parcels, gone }: Round,
): Promise<Outcome> {
  const failed: Undelivered[] = [];
  const taken = [...gone];
  const answers = await Promise.all(parcels.map((parcel) => send(services, hook, parcel)));
  const now = services.now();
  for (const [index, { place, attempts: before, isAgain }] of parcels.entries()) {
    const answer = answers[index];
    if (!answer || answer.result === 'accepted') {
      if (isAgain) taken.push(place.id);
      continue;
    }
    const attempts = before + 1;
    const delay = delayAfter(attempts);
    failed.push({
      place,
      status: delay === undefined ? 'DEAD' : 'WAITING',
      attempts,
      reason: answer.reason,
      failedAt: now,
      nextAt: now.add({ seconds: delay ?? 0 }),
    });
  }
  return { failed, taken };
}

/** One attempt; the first has Okta's one retry, which 4xx has not (fact 198). */
async function send(
  { eventHooks, links, metrics, now }: Pick<Services, 'eventHooks' | 'links' | 'metrics' | 'now'>,
  { id, target }: EventHook,
  { place, event, attempts }: Parcel,
): Promise<EventHookAnswer> {
  const body: EventHookCall = {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: links.absolute(`/api/v1/eventHooks/${id}`),
    eventId: deliveryId(id, place.id),
    data: { events: [event] },
    eventTime: now().toString({ fractionalSecondDigits: 3 }),
    contentType: 'application/json',
  };
  const attempt = async () => {
    const answer = await eventHooks.deliver(target, body);
    metrics.count('eventHookDeliveries', { result: answer.result });
    return answer;
  };
  const first = await attempt();
  const again = attempts === 0 && (first.result === 'timeout' || first.result === 'failed');
  return again ? attempt() : first;
}
