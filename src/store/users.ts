import type { User, UserProfile, UserStatus } from '../domain/user.ts';
import type { Applied, Write } from './change.ts';
import type { Engine, Row, Steps, Value } from './engine.ts';
import { instant, optional, optionalInstant, optionalText, text } from './rows.ts';
import type { UserReads } from './store.ts';
import { listUsers } from './userSearch.ts';

/** A user's columns under their own names, in a query that calls the table `u`. */
export const userColumns = `u.id, u.status, u.profile, u.password_hash, u.recovery_question, u.recovery_answer_hash,
  u.created_at, u.activated_at, u.status_changed_at, u.last_login_at, u.updated_at, u.password_changed_at, u.version`;

export function userReads(engine: Engine): UserReads {
  const one = async (where: string, value: string) => {
    const [row] = await engine.read({ text: `select ${userColumns} from users u where ${where}`, values: [value] });
    return row && toUser(row);
  };
  return {
    byId: (id) => one('u.id = $1', id),
    byLogin: (login) => one('u.login_key = $1', fold(login)),
    list: (query) => listUsers(engine.kysely, query),
  };
}

export function* insertUser({ user }: Extract<Write, { do: 'insertUser' }>): Steps<Applied> {
  const won = yield {
    text: `insert into users (id, login_key, status, profile, password_hash, recovery_question, recovery_answer_hash,
        created_at, activated_at, status_changed_at, last_login_at, updated_at, password_changed_at, version)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      on conflict (login_key) do nothing returning id`,
    values: [user.id, ...columnsOf(user), user.version],
  };
  if (won.length === 0) return 'taken';
  return yield* insertAttributes(user);
}

export function* saveUser({ user }: Extract<Write, { do: 'saveUser' }>): Steps<Applied> {
  const other = yield {
    text: 'select id from users where login_key = $1 and id <> $2',
    values: [fold(user.profile.login), user.id],
  };
  if (other.length > 0) return 'taken';
  const saved = yield {
    text: `update users set login_key = $2, status = $3, profile = $4, password_hash = $5, recovery_question = $6,
        recovery_answer_hash = $7, created_at = $8, activated_at = $9, status_changed_at = $10, last_login_at = $11,
        updated_at = $12, password_changed_at = $13, version = version + 1
      where id = $1 and version = $14 returning id`,
    values: [user.id, ...columnsOf(user), user.version],
  };
  if (saved.length === 0) return 'stale';
  yield { text: 'delete from user_attributes where user_id = $1', values: [user.id] };
  return yield* insertAttributes(user);
}

export function* removeUser({ user }: Extract<Write, { do: 'removeUser' }>): Steps<Applied> {
  const removed = yield {
    text: 'delete from users where id = $1 and version = $2 returning id',
    values: [user.id, user.version],
  };
  return removed.length === 0 ? 'stale' : 'done';
}

/** Logins and searched values are compared without regard to case. */
export const fold = (value: string): string => value.normalize('NFC').toLowerCase();

function* insertAttributes(user: User): Steps<Applied> {
  for (const [name, value] of Object.entries(user.profile)) {
    if (value === null || value === undefined || typeof value === 'object') continue;
    yield {
      text: 'insert into user_attributes (user_id, name, value_key) values ($1, $2, $3)',
      values: [user.id, name, fold(String(value))],
    };
  }
  return 'done';
}

function columnsOf(user: User): readonly Value[] {
  return [
    fold(user.profile.login),
    user.status,
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

export function toUser(row: Row): User {
  const question = row.recovery_question as string | null;
  return {
    id: row.id as string,
    status: row.status as UserStatus,
    profile: JSON.parse(row.profile as string) as UserProfile,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version as number,
    ...optional('passwordHash', row.password_hash as string | null),
    ...(question !== null && { recovery: { question, answerHash: row.recovery_answer_hash as string } }),
    ...optional('activated', optionalInstant(row.activated_at)),
    ...optional('statusChanged', optionalInstant(row.status_changed_at)),
    ...optional('lastLogin', optionalInstant(row.last_login_at)),
    ...optional('passwordChanged', optionalInstant(row.password_changed_at)),
  };
}
