import { HOOK_VERSION } from '../../contract/hooks/telephony.ts';
import type { Operations } from '../../contract/index.ts';
import type { EventType } from '../../contract/log/events.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import { type InlineHook, isCalled } from '../../domain/hooks/inlineHook.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import type { Links } from '../shared/links.ts';
import { logEntry, type Occurrence } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { untilWritten } from '../shared/untilWritten.ts';

type Resource = Reply<Operations['getInlineHook']>;

/** Read, decide, write if nobody else did; again from what is there now when somebody did. */
export async function changeHook(
  services: Services,
  id: string,
  caller: Caller,
  event: EventType,
  decide: (hook: InlineHook) => InlineHook,
): Promise<Resource> {
  const { store, links } = services;
  return untilWritten('hook', async () => {
    const before = await findHook(services, id);
    const now = services.now();
    const hook: InlineHook = { ...decide(before), lastUpdated: now };
    // Switched to where it stands already: nothing has happened.
    if (hook.status === before.status && event !== 'inline_hook.updated') return describeHook(links, before);
    const applied = await store.apply([{ do: 'saveInlineHook', hook }, hookLog(event, hook, caller, now)]);
    if (applied === 'taken') throw await otherActive(services, hook);
    return applied === 'done' ? describeHook(links, hook) : undefined;
  });
}

export async function findHook({ store }: Services, id: string): Promise<InlineHook> {
  const hook = await store.inlineHooks.byId(id);
  if (!hook) throw fault('notFound', { id, type: 'InlineHook' });
  return hook;
}

/** Only one hook of a type that is called is active (fact 181). */
export async function otherActive({ store }: Services, { type }: InlineHook): Promise<Fault> {
  const other = await store.inlineHooks.active(type);
  const which = other ? `${other.id} is: POST /api/v1/inlineHooks/${other.id}/lifecycle/deactivate` : 'deactivate it';
  return fault('validation', { subject: 'inlineHook' }).because(
    `Only one hook of the type ${type} can be ACTIVE, and ${which} before another becomes so.`,
  );
}

export function hookLog(
  event: EventType,
  { id, name, type }: InlineHook,
  caller: Caller,
  now: Temporal.Instant,
  outcome: Pick<Occurrence, 'outcome' | 'reason'> = {},
): Write {
  return logEntry({ caller, now }, { event, ...outcome, detail: { hookId: id, hookName: name, hookType: type } });
}

/** A hook as the wire shows it: the secret of `authScheme` is not among it (fact 194). */
export function describeHook(
  links: Links,
  { id, status, name, type, target, created, lastUpdated }: InlineHook,
): Resource {
  return {
    id,
    status,
    name,
    type,
    version: target.version ?? HOOK_VERSION,
    ...(!isCalled(type) && { neverCalled: true as const }),
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
    created: timestamp(created),
    lastUpdated: timestamp(lastUpdated),
    _links: links.org.inlineHook(id, status === 'ACTIVE'),
  };
}
