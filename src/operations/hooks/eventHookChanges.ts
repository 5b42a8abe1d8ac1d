import { HOOK_VERSION } from '../../contract/hooks/telephony.ts';
import type { Operations } from '../../contract/index.ts';
import type { EventType } from '../../contract/log/events.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import type { EventHook } from '../../domain/hooks/eventHook.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import type { Links } from '../shared/links.ts';
import { logEntry, type Occurrence } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { untilWritten } from '../shared/untilWritten.ts';

type Resource = Reply<Operations['getEventHook']>;

/** Read, decide, write if nobody else did; again from what is there now when somebody did. */
export async function changeEventHook(
  services: Services,
  id: string,
  caller: Caller,
  event: EventType,
  decide: (hook: EventHook) => EventHook | Promise<EventHook>,
): Promise<Resource> {
  const { store, links } = services;
  return untilWritten('hook', async () => {
    const before = await findEventHook(services, id);
    const now = services.now();
    const hook: EventHook = { ...(await decide(before)), lastUpdated: now };
    // Switched to where it stands already: nothing has happened.
    const isSwitch = event === 'event_hook.activated' || event === 'event_hook.deactivated';
    if (isSwitch && hook.status === before.status) return describeEventHook(links, before);
    const write = { do: 'saveEventHook', before, hook } as const;
    const applied = await store.apply([write, eventHookLog({ event }, hook, caller, now)]);
    return applied === 'done' ? describeEventHook(links, hook) : undefined;
  });
}

/** The hook, or 404 with Okta's word for it (fact 111). */
export async function findEventHook({ store }: Pick<Services, 'store'>, id: string): Promise<EventHook> {
  const hook = await store.eventHooks.byId(id);
  if (!hook) throw fault('notFound', { id, type: 'Webhook' });
  return hook;
}

/** The line of the log about something that was done to a hook. */
export function eventHookLog(
  occurrence: Pick<Occurrence, 'event' | 'outcome' | 'reason' | 'detail'>,
  { id, name }: Pick<EventHook, 'id' | 'name'>,
  caller: Caller | undefined,
  now: Temporal.Instant,
): Write {
  const detail = { eventHookId: id, hookName: name, ...occurrence.detail };
  return logEntry({ ...(caller && { caller }), now }, { ...occurrence, detail });
}

/** A hook as the wire shows it: the secret of `authScheme` is not among it (fact 196). */
export function describeEventHook(links: Links, hook: EventHook): Resource {
  const { id, status, verification, name, description, subscription, target, created, createdBy, lastUpdated } = hook;
  const eventFilterMap = subscription.filters.map(({ event, expression }) => ({
    event,
    condition: { version: null, expression },
  }));
  return {
    id,
    status,
    verificationStatus: verification,
    name,
    description: description ?? null,
    created: timestamp(created),
    createdBy: createdBy ?? null,
    lastUpdated: timestamp(lastUpdated),
    events: {
      type: 'EVENT_TYPE',
      items: [...subscription.items],
      filter: eventFilterMap.length === 0 ? null : { type: 'EXPRESSION_LANGUAGE', eventFilterMap },
    },
    channel: {
      type: 'HTTP',
      version: HOOK_VERSION,
      config: {
        uri: target.uri,
        headers: target.headers.map(({ key, value }) => ({ key, value })),
        method: 'POST',
        authScheme: target.authScheme ? { type: 'HEADER', key: target.authScheme.key } : null,
      },
    },
    _links: links.org.eventHook(id, status === 'ACTIVE'),
  };
}
