import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import { USER_TYPE_ID } from '../../contract/users/user.ts';
import type { User } from '../../domain/users/user.ts';
import type { UserLink } from '../shared/links.ts';
import type { Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';

type UserReply = Reply<Operations['getUser']>;
type CredentialsReply = Reply<Operations['changePassword']>;

/** One user, with all its links (facts 148, 152, 153). */
export async function describeUser(
  { links, store }: Pick<Services, 'links' | 'store'>,
  user: User,
): Promise<UserReply> {
  return shown(user, links.user(user, { factors: await store.factors.any(user.id) }));
}

/** A user in a list has a link to itself only (fact 145). */
export function describeListed({ links }: Services, user: User): UserReply {
  return shown(user, links.listedUser(user));
}

function shown(user: User, links: Readonly<Record<string, UserLink>>): UserReply {
  return {
    id: user.id,
    status: user.status,
    created: timestamp(user.created),
    activated: optionalTimestamp(user.activated),
    statusChanged: optionalTimestamp(user.statusChanged),
    lastLogin: optionalTimestamp(user.lastLogin),
    lastUpdated: timestamp(user.lastUpdated),
    passwordChanged: optionalTimestamp(user.passwordChanged),
    type: { id: USER_TYPE_ID },
    profile: { ...user.profile },
    credentials: describeCredentials(user),
    _links: { ...links },
  };
}

/** That there is a password and which question there is; never what they are (facts 149, 159, 167). */
export function describeCredentials({ passwordHash, provider, recovery }: User): CredentialsReply {
  const type = provider ?? 'OKTA';
  return {
    ...(passwordHash !== undefined && { password: {} }),
    ...(recovery && { recovery_question: { question: recovery.question } }),
    provider: { type, name: type },
  };
}

const optionalTimestamp = (at: Temporal.Instant | undefined): string | null => (at ? timestamp(at) : null);
