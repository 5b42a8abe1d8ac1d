import { type Actor, actorOf, systemActor } from '../../domain/log/actor.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { UserProfile } from '../../domain/users/user.ts';
import type { Services } from '../shared/services.ts';

/** The names by which people know those that the log knows by their ids. */
export interface Names {
  actor(actor: Actor): { readonly alternateId: string; readonly displayName: string };
}

const UNKNOWN = { alternateId: 'unknown', displayName: 'unknown' };
/** Okta's words, which rules of SIEMs know (fact 212). */
const SYSTEM = { alternateId: 'system@okta.com', displayName: 'Okta System' };

/** Stands in where names do not matter. */
export const noNames: Names = { actor: () => UNKNOWN };

/** Names as they are now: the log has none, so that those of deleted users are nowhere. */
export async function namesFor({ store }: Pick<Services, 'store'>, entries: readonly LogEntry[]): Promise<Names> {
  const actors = entries.map(actorOf);
  const idsOf = (wanted: Actor['type']) => actors.filter(({ type }) => type === wanted).map(({ id }) => id);
  const userIds = new Set([...idsOf('User'), ...entries.map(({ userId }) => userId)]);
  userIds.delete('');
  const [users, tokens, apps] = await Promise.all([
    userIds.size === 0 ? new Map<string, UserProfile>() : store.users.profiles([...userIds]),
    idsOf('ApiToken').length === 0 ? [] : store.tokens.list(),
    Promise.all([...new Set(idsOf('PublicClientApp'))].map((id) => store.serviceApps.byId(id))),
  ]);
  const others = new Map([
    ...tokens.map(({ id, name }) => [id, name] as const),
    ...apps.filter((app) => app !== undefined).map(({ id, label }) => [id, label] as const),
  ]);
  return {
    actor({ id, type }) {
      if (type === systemActor.type) return SYSTEM;
      const profile = users.get(id);
      if (profile) return { alternateId: profile.login, displayName: fullName(profile) };
      const name = others.get(id);
      return name === undefined ? UNKNOWN : { alternateId: 'unknown', displayName: name };
    },
  };
}

const fullName = ({ firstName, lastName, login }: UserProfile): string =>
  [firstName, lastName].filter((part) => part).join(' ') || login;
