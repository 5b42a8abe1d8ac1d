import type { LogEntry } from './logEntry.ts';

/** A thing, neither user nor factor, that something happened to. */
export interface LogObject {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
}

/** The members of an entry's detail that name a thing by its id, in the order in which they count, and what each is. */
const members: readonly (readonly [member: string, type: string])[] = [
  ['hookId', 'InlineHook'],
  ['eventHookId', 'EventHook'],
  ['clientId', 'PublicClientApp'],
  ['trustedOriginId', 'TrustedOrigin'],
  ['policy', 'PolicyEntity'],
  ['deviceId', 'Device'],
  ['sessionId', 'Session'],
];

/** The things that `id` in a detail names, by the beginning of the event's type. */
const byEvent: readonly (readonly [prefix: string, type: string])[] = [
  ['system.api_token.', 'Token'],
  ['credential.', 'YubikeyToken'],
  ['cofactor.factor_profile.', 'FactorProfile'],
  ['cofactor.message_provider.', 'MessageProvider'],
  ['cofactor.template.', 'Template'],
  ['system.email.template.', 'Template'],
];

/** Members of a detail that are in the target itself, or say nothing of it. */
const own = new Set(['id', 'name', 'hookName', 'traceId', ...members.map(([member]) => member)]);

/** The thing that an entry is about besides a user and a factor: an event has at most one. */
export function objectOf({ event, detail = {} }: Pick<LogEntry, 'event' | 'detail'>): LogObject | undefined {
  const name = detail.name ?? detail.hookName;
  const named = name === undefined ? {} : { name };
  const type = byEvent.find(([prefix]) => event.startsWith(prefix))?.[1];
  if (type !== undefined && detail.id !== undefined) return { id: detail.id, type, ...named };
  for (const [member, kind] of members) {
    const id = detail[member];
    if (id !== undefined) return { id, type: kind, ...named };
  }
  return undefined;
}

/** The new state of the target as far as the log has it: `changedAttributes`, `role`, `scopes` and the like. */
export function changesOf({ detail = {} }: Pick<LogEntry, 'detail'>): Readonly<Record<string, string>> | undefined {
  const rest = Object.entries(detail).filter(([name]) => !own.has(name));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
