import type { User } from '../../domain/users/user.ts';
import type { Applied } from '../change.ts';
import type { Engine, Steps } from '../engine.ts';
import type { UserReads } from '../store.ts';
import type { Writers } from '../writers.ts';
import { columnsOf, fold, toUser, userColumns } from './userRows.ts';
import { listUsers } from './userSearch.ts';

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

export const userWrites: Writers<'insertUser' | 'saveUser' | 'removeUser'> = {
  *insertUser({ user }) {
    const won = yield {
      text: `insert into users (id, login_key, status, suspended_from, profile, password_hash,
          recovery_question, recovery_answer_hash, created_at, activated_at, status_changed_at, last_login_at,
          updated_at, password_changed_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (login_key) do nothing returning id`,
      values: [user.id, ...columnsOf(user), user.version],
    };
    if (won.length === 0) return 'taken';
    return yield* insertAttributes(user);
  },

  *saveUser({ user }) {
    const other = yield {
      text: 'select id from users where login_key = $1 and id <> $2',
      values: [fold(user.profile.login), user.id],
    };
    if (other.length > 0) return 'taken';
    const saved = yield {
      text: `update users set login_key = $2, status = $3, suspended_from = $4, profile = $5, password_hash = $6,
          recovery_question = $7, recovery_answer_hash = $8, created_at = $9, activated_at = $10,
          status_changed_at = $11, last_login_at = $12, updated_at = $13, password_changed_at = $14,
          version = version + 1
        where id = $1 and version = $15 returning id`,
      values: [user.id, ...columnsOf(user), user.version],
    };
    if (saved.length === 0) return 'stale';
    yield { text: 'delete from user_attributes where user_id = $1', values: [user.id] };
    return yield* insertAttributes(user);
  },

  *removeUser({ user }) {
    const removed = yield {
      text: 'delete from users where id = $1 and version = $2 returning id',
      values: [user.id, user.version],
    };
    return removed.length === 0 ? 'stale' : 'done';
  },
};

function* insertAttributes(user: User): Steps<Applied> {
  for (const [name, value] of Object.entries(user.profile)) {
    for (const [position, item] of (Array.isArray(value) ? value : [value]).entries()) {
      if (item === null || item === undefined || item === '') continue;
      yield {
        text: `insert into user_attributes (user_id, name, position, value_key, value_number)
          values ($1, $2, $3, $4, $5)`,
        values: [user.id, name, position, fold(String(item)), typeof item === 'number' ? item : null],
      };
    }
  }
  return 'done';
}
