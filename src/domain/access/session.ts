import type { Role } from '../../contract/access/roles.ts';
import type { User } from '../users/user.ts';

/** A sign-in at an OpenID provider: the provider, and the roles that its claim gave. */
export interface ProviderSignIn {
  readonly issuer: string;
  readonly roles: readonly Role[];
}

/** A signed-in administrator. The secret in the cookie is stored as a keyed hash alone. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** The factor that proved it; without it the session is over. Absent where the provider vouched for one. */
  readonly factorId?: string;
  /** The provider at which it was begun; its roles are those of that sign-in, and none that a later one no longer gave. */
  readonly provider?: ProviderSignIn;
  readonly created: Temporal.Instant;
  /** The last request, give or take a minute. */
  readonly used: Temporal.Instant;
  /** The last proof by a factor. */
  readonly proven: Temporal.Instant;
}

/** A session with what decides whether it is still one. */
export interface HeldSession {
  readonly session: Session;
  readonly user: Pick<User, 'id' | 'status' | 'statusChanged' | 'passwordChanged'>;
  readonly roles: readonly Role[];
  /** Whether the factor that proved it is there, and active; or a provider vouched for one. */
  readonly hasFactor: boolean;
}

/** Writes of sessions. */
export type SessionWrite =
  | { readonly do: 'insertSession'; readonly session: Session; readonly secret: string }
  /** Notes a request. */
  | { readonly do: 'usedSession'; readonly id: string; readonly at: Temporal.Instant }
  /**
   * Notes a proof by a factor, and gives the session another secret: the one of before opens nothing any more. Stale when it was
   * proven, or has ended, since it was read.
   */
  | {
      readonly do: 'renewSession';
      readonly session: Pick<Session, 'id' | 'proven'>;
      readonly secret: string;
      readonly at: Temporal.Instant;
    }
  | { readonly do: 'endSession'; readonly userId: string; readonly id: string }
  | { readonly do: 'endSessions'; readonly userId: string };

/** Without a request a session ends after this time … */
export const IDLE = Temporal.Duration.from({ minutes: 15 });
/** … and whatever happens after this. */
export const LONGEST = Temporal.Duration.from({ hours: 12 });
/** Dangerous operations want a proof by a factor that is no older. */
export const PROOF_LASTS = Temporal.Duration.from({ minutes: 15 });

const isPast = (from: Temporal.Instant, lasts: Temporal.Duration, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(now, from.add(lasts)) >= 0;
const isAfter = (what: Temporal.Instant | undefined, than: Temporal.Instant): boolean =>
  what !== undefined && Temporal.Instant.compare(what, than) > 0;

/**
 * Whether a session still is one. Whatever happened to its person since ends it, by whatever way it came about: a
 * suspension that is over again, a password that was reset or changed, the loss of the factor or of the last role.
 */
export function sessionWorks({ session, user, roles, hasFactor }: HeldSession, now: Temporal.Instant): boolean {
  if (isPast(session.used, IDLE, now) || isPast(session.created, LONGEST, now)) return false;
  if (user.status !== 'ACTIVE' || roles.length === 0 || !hasFactor) return false;
  return !isAfter(user.statusChanged, session.created) && !isAfter(user.passwordChanged, session.created);
}

/** Whether a proof by a factor is recent enough for what is dangerous. */
export const isProven = ({ proven }: Pick<Session, 'proven'>, now: Temporal.Instant): boolean =>
  !isPast(proven, PROOF_LASTS, now);
