import { loginKey } from '../../domain/users/login/login.ts';
import type { Owner, User, UserProfile } from '../../domain/users/user.ts';
import type { RowOf } from '../schema/table.ts';
import { users } from '../schema/users.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';
import { columns, type RowIn } from '../shared/query.ts';

type UserRow = RowOf<typeof users>;

/** The columns of a user whose factor is asked for, in a query that calls the table `u`. */
export const ownerColumns = columns(users, ['id', 'status', 'profile'], 'u');

/** Searched values are compared without regard to case. */
export const fold = (value: string): string => value.normalize('NFC').toLowerCase();

/** A user as a row. */
export function userRow(user: User): UserRow {
  return {
    id: user.id,
    login_key: loginKey(user.profile.login),
    status: user.status,
    suspended_from: user.suspendedFrom ?? null,
    profile: JSON.stringify(user.profile),
    password_hash: user.passwordHash ?? null,
    recovery_question: user.recovery?.question ?? null,
    recovery_answer_hash: user.recovery?.answerHash ?? null,
    created_at: text(user.created),
    activated_at: optionalText(user.activated),
    status_changed_at: optionalText(user.statusChanged),
    last_login_at: optionalText(user.lastLogin),
    updated_at: text(user.lastUpdated),
    password_changed_at: optionalText(user.passwordChanged),
    version: user.version,
    provider: user.provider ?? null,
    link_digest: user.link?.digest ?? user.usedLink?.digest ?? null,
    link_purpose: user.link?.purpose ?? (user.usedLink ? 'used' : null),
    link_expires_at: optionalText(user.link?.expires ?? user.usedLink?.at),
  };
}

/** A row as a user. */
export function toUser(row: UserRow): User {
  const { recovery_question: question, recovery_answer_hash: answerHash } = row;
  const { link_digest: digest, link_purpose: purpose } = row;
  const expires = optionalInstant(row.link_expires_at);
  return {
    id: row.id,
    status: row.status,
    profile: JSON.parse(row.profile) as UserProfile,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version,
    ...optional('suspendedFrom', row.suspended_from),
    ...optional('passwordHash', row.password_hash),
    ...(question !== null && answerHash !== null && { recovery: { question, answerHash } }),
    ...optional('provider', row.provider),
    ...(digest !== null &&
      purpose !== null &&
      expires &&
      (purpose === 'used' ? { usedLink: { digest, at: expires } } : { link: { digest, purpose, expires } })),
    ...optional('activated', optionalInstant(row.activated_at)),
    ...optional('statusChanged', optionalInstant(row.status_changed_at)),
    ...optional('lastLogin', optionalInstant(row.last_login_at)),
    ...optional('passwordChanged', optionalInstant(row.password_changed_at)),
  };
}

/** A row with an owner's columns, whatever else it has. */
export const toOwner = (row: RowIn<typeof ownerColumns>): Owner => ({
  id: row.id,
  status: row.status,
  profile: JSON.parse(row.profile) as UserProfile,
});
