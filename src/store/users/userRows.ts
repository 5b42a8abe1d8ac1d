import type { Owner, User, UserProfile, UserStatus } from '../../domain/users/user.ts';
import type { Row, Value } from '../engine.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';

/** A user's columns under their own names, in a query that calls the table `u`. */
export const userColumns = `u.id, u.status, u.suspended_from, u.profile, u.password_hash, u.recovery_question, u.recovery_answer_hash,
  u.created_at, u.activated_at, u.status_changed_at, u.last_login_at, u.updated_at, u.password_changed_at, u.version`;

/** The columns of a user whose factor is asked for, as above. */
export const ownerColumns = 'u.id, u.status, u.profile';

/** Logins and searched values are compared without regard to case. */
export const fold = (value: string): string => value.normalize('NFC').toLowerCase();

/** The same columns but for id and version, as values. */
export function columnsOf(user: User): readonly Value[] {
  return [
    fold(user.profile.login),
    user.status,
    user.suspendedFrom ?? null,
    JSON.stringify(user.profile),
    user.passwordHash ?? null,
    user.recovery?.question ?? null,
    user.recovery?.answerHash ?? null,
    text(user.created),
    optionalText(user.activated),
    optionalText(user.statusChanged),
    optionalText(user.lastLogin),
    text(user.lastUpdated),
    optionalText(user.passwordChanged),
  ];
}

/** A row with a user's columns, whatever else it has. */
export function toUser(row: Row): User {
  const question = row.recovery_question as string | null;
  return {
    id: row.id as string,
    status: row.status as UserStatus,
    profile: JSON.parse(row.profile as string) as UserProfile,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version as number,
    ...optional('suspendedFrom', row.suspended_from as UserStatus | null),
    ...optional('passwordHash', row.password_hash as string | null),
    ...(question !== null && { recovery: { question, answerHash: row.recovery_answer_hash as string } }),
    ...optional('activated', optionalInstant(row.activated_at)),
    ...optional('statusChanged', optionalInstant(row.status_changed_at)),
    ...optional('lastLogin', optionalInstant(row.last_login_at)),
    ...optional('passwordChanged', optionalInstant(row.password_changed_at)),
  };
}

/** A row with an owner's columns, whatever else it has. */
export const toOwner = (row: Row): Owner => ({
  id: row.id as string,
  status: row.status as UserStatus,
  profile: JSON.parse(row.profile as string) as UserProfile,
});
