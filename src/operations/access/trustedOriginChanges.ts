import type { Operations } from '../../contract/index.ts';
import type { EventType } from '../../contract/log/events.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import type { TrustedOrigin } from '../../domain/access/trustedOrigin.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import type { Links } from '../shared/links.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { untilWritten } from '../shared/untilWritten.ts';

type Resource = Reply<Operations['getTrustedOrigin']>;

/** Reads, decides, and writes if nobody else did; again from what is there now when somebody did. */
export function changeOrigin(
  services: Services,
  id: string,
  caller: Caller,
  event: EventType,
  decide: (origin: TrustedOrigin) => TrustedOrigin,
): Promise<Resource> {
  const { store, links } = services;
  return untilWritten('trusted origin', async () => {
    const before = await findOrigin(services, id);
    const now = services.now();
    const origin = { ...decide(before), lastUpdated: now, lastUpdatedBy: authorOf(caller) };
    // Switched to where it stands already: nothing has happened.
    if (origin.status === before.status && event !== 'security.trusted_origin.update') {
      return describeOrigin(links, before);
    }
    const applied = await store.apply([{ do: 'saveTrustedOrigin', origin }, originLog(event, origin, caller, now)]);
    if (applied === 'taken') throw originTaken();
    return applied === 'done' ? describeOrigin(links, origin) : undefined;
  });
}

export async function findOrigin({ store }: Services, id: string): Promise<TrustedOrigin> {
  const origin = await store.trustedOrigins.byId(id);
  if (!origin) throw fault('notFound', { id, type: 'TrustedOrigin' });
  return origin;
}

export const originTaken = (): Fault =>
  fault('validation', { subject: 'origin' }).because(
    'origin: An object with this field already exists in the current organization',
    'GET /api/v1/trustedOrigins?q={origin} finds it.',
  );

/** Id of the person behind a caller, or of the token or client that acts for itself. */
export const authorOf = ({ principal }: Caller): string => principal.userId ?? principal.id;

export function originLog(
  event: EventType,
  { id, name, origin, scopes, status }: TrustedOrigin,
  caller: Caller,
  now: Temporal.Instant,
): Write {
  const detail = { trustedOriginId: id, name, origin, scopes: scopes.join(' '), status };
  return logEntry({ caller, now }, { event, detail });
}

export function describeOrigin(links: Links, origin: TrustedOrigin): Resource {
  const { id, name, scopes, status, created, createdBy, lastUpdated, lastUpdatedBy } = origin;
  return {
    id,
    name,
    origin: origin.origin,
    scopes: scopes.map((type) => ({ type })),
    status,
    created: timestamp(created),
    createdBy,
    lastUpdated: timestamp(lastUpdated),
    lastUpdatedBy,
    _links: links.org.trustedOrigin(id, status === 'ACTIVE' ? 'deactivate' : 'activate'),
  };
}
