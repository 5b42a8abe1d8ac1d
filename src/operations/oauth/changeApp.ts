import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { changedApp } from '../../domain/oauth/changedApp.ts';
import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { requireOwnRole, requireOwnScope } from '../../domain/oauth/withinOwn.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';

/** The app with this id. */
export async function findApp({ store }: Pick<Services, 'store'>, id: string): Promise<ServiceApp> {
  const app = await store.serviceApps.byId(id);
  if (!app) throw fault('notFound', { id, type: 'AppInstance' });
  return app;
}

/**
 * Refuses to change an app that can do more than the caller: with a key of their own in it they would have what it may. This
 * holds for every change, so that nobody has to think about which of them matter.
 */
export function requireReach(caller: Caller, { grants, roles }: ServiceApp): void {
  for (const { scope } of grants) requireOwnScope(caller.principal, scope);
  for (const { role } of roles) requireOwnRole(caller.principal, role);
}

/** Read, decide, write if nobody else did; again from what is there now when somebody did. */
export async function changeApp(
  services: Services,
  id: string,
  caller: Caller,
  event: EventType,
  decide: (app: ServiceApp) => Partial<ServiceApp>,
): Promise<ServiceApp> {
  const { store } = services;
  return untilWritten('app', async () => {
    const before = await findApp(services, id);
    requireReach(caller, before);
    const now = services.now();
    const change = decide(before);
    // Nothing to change: nothing has happened.
    if (Object.keys(change).length === 0) return before;
    const app = changedApp(before, change, now);
    const applied = await store.apply([{ do: 'saveServiceApp', app }, appLog(event, app, caller, now)]);
    return applied === 'done' ? { ...app, version: app.version + 1 } : undefined;
  });
}

/** A line of the log about an app, with all that it may do from now on. */
export const appLog = (
  event: EventType,
  { id, label, grants, roles }: ServiceApp,
  caller: Caller | undefined,
  now: Temporal.Instant,
): Write =>
  logEntry(
    { ...(caller && { caller }), now },
    {
      event,
      detail: {
        clientId: id,
        name: label,
        scopes: grants.map(({ scope }) => scope).join(' '),
        roles: roles.map(({ role }) => role).join(' '),
      },
    },
  );
