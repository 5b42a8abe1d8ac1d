import type { User } from '../../domain/users/user.ts';
import type { Applied } from '../change.ts';
import type { Engine, Steps } from '../engine.ts';
import { userAttributes, users } from '../schema/users.ts';
import { allColumns, assignments, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { UserReads } from '../store.ts';
import type { Writers } from '../writers.ts';
import { fold, toUser, userRow } from './userRows.ts';
import { listUsers } from './userSearch.ts';

const byId = select(allColumns(users), 'from users where id = $1');
const byLink = select(allColumns(users), 'from users where link_digest = $1');
const byLogin = select(allColumns(users), 'from users where login_key = $1');
// Keys are compared by code points: what follows an "@" sorts before "A".
const byShortname = select(
  allColumns(users),
  'from users where login_key >= $1 and login_key < $2 order by login_key limit 2',
);

/** Reads of users, by id, by login and as searched lists. */
export function userReads(engine: Engine): UserReads {
  const one = async (query: typeof byId, value: string) => {
    const [row] = await read(engine, query, [value]);
    return row && toUser(row);
  };
  return {
    byId: (id) => one(byId, id),
    byLogin: (login) => one(byLogin, fold(login)),
    byShortname: async (name) => (await read(engine, byShortname, [`${fold(name)}@`, `${fold(name)}A`])).map(toUser),
    byLink: (digest) => one(byLink, digest),
    list: (query) => listUsers(engine.kysely, query),
  };
}

const saved = users.names.filter((name) => name !== 'id' && name !== 'version');
const saveText = `update users set ${assignments(saved, 2)}, version = version + 1
  where id = $1 and version = $${saved.length + 2} returning id`;
const insertUserText = `${insertText(users)} on conflict (login_key) do nothing returning id`;
const insertAttributeText = insertText(userAttributes);

/** Writes of users; what can be searched for is written anew with every save. */
export const userWrites: Writers<'insertUser' | 'saveUser' | 'removeUser'> = {
  *insertUser({ user }) {
    const won = yield { text: insertUserText, values: valuesOf(users, userRow(user)) };
    if (won.length === 0) return 'taken';
    return yield* insertAttributes(user);
  },

  *saveUser({ user }) {
    const row = userRow(user);
    const other = yield {
      text: 'select id from users where login_key = $1 and id <> $2',
      values: [row.login_key, user.id],
    };
    if (other.length > 0) return 'taken';
    const won = yield { text: saveText, values: [user.id, ...valuesOf(users, row, saved), user.version] };
    if (won.length === 0) return 'stale';
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
      const row = {
        user_id: user.id,
        name,
        position,
        value_key: fold(String(item)),
        value_number: typeof item === 'number' ? item : null,
      };
      yield { text: insertAttributeText, values: valuesOf(userAttributes, row) };
    }
  }
  return 'done';
}
