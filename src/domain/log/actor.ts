import { entryOf } from '../../contract/log/events.ts';
import type { LogEntry } from './logEntry.ts';

/** The kinds of actors, by Okta's names where it has them (facts 211, 212). */
export type ActorType = 'User' | 'PublicClientApp' | 'ApiToken' | 'InlineHook' | 'SystemPrincipal';

/** The actor of an event: who did it, as the log names them. */
export interface Actor {
  readonly id: string;
  readonly type: ActorType;
}

/** The service itself, for what happens without anybody's asking. */
export const systemActor: Actor = { id: 'system', type: 'SystemPrincipal' };

/**
 * The actor of an entry: the user for what users do themselves (sign in, answer, report), whichever back-end passed it on;
 * the person behind a token or a session; the token or service app that acts for itself; or the service.
 */
export function actorOf({ event, userId, actor, principal }: Occurred): Actor {
  const by = entryOf(event).actor;
  if (by === 'system') return systemActor;
  if (by === 'user' && userId !== '') return { id: userId, type: 'User' };
  if (principal?.userId !== undefined) return { id: principal.userId, type: 'User' };
  if (principal?.kind === 'device' || principal?.kind === 'anonymous') {
    return userId === '' ? systemActor : { id: userId, type: 'User' };
  }
  if (actor === undefined || actor === '') return systemActor;
  return { id: actor, type: types.get(principal?.kind ?? '') ?? 'ApiToken' };
}

type Occurred = Pick<LogEntry, 'event' | 'userId' | 'actor' | 'principal'>;

const types: ReadonlyMap<string, ActorType> = new Map([
  ['serviceApp', 'PublicClientApp'],
  ['hook', 'InlineHook'],
]);
