import type { Vault } from '../../crypto/vault.ts';
import { loginKey, plainKey } from '../../domain/users/login/login.ts';
import type { User, UserProfile } from '../../domain/users/user.ts';
import { marksOf } from '../../domain/users/userMarks.ts';
import { inheritBudgets } from '../budgets/leftBudgets.ts';
import type { Applied } from '../change.ts';
import type { Engine, Steps } from '../engine.ts';
import { eraseUser, readLeaving } from '../privacy/eraseUser.ts';
import { userAttributes, users } from '../schema/users.ts';
import { allColumns, assignments, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { UserReads } from '../store.ts';
import type { Writers } from '../writers.ts';
import { fold, toUser, userRow } from './userRows.ts';
import { listUsers, profilesOf } from './userSearch.ts';

const byId = select(allColumns(users), 'from users where id = $1');
const byLink = select(allColumns(users), 'from users where link_digest = $1');
// A login of before RFC 8265 means who had it then, whatever others are read as it today.
const byLogin = select(
  allColumns(users),
  'from users where login_key in ($1, $2) order by case login_key when $1 then 0 else 1 end limit 1',
);
// Keys are compared by code points: what follows an "@" sorts before "A".
const byShortname = select(
  allColumns(users),
  'from users where login_key >= $1 and login_key < $2 or login_key >= $3 and login_key < $4 order by login_key limit 2',
);

/** Reads of users, by id, by login and as searched lists. */
export function userReads(engine: Engine, vault: Vault): UserReads {
  const one = async (query: typeof byId, ...values: readonly string[]) => {
    const [row] = await read(engine, query, values);
    return row && toUser(row);
  };
  return {
    byId: (id) => one(byId, id),
    byLogin: (login) => one(byLogin, plainKey(login), loginKey(login)),
    byShortname: async (name) => (await read(engine, byShortname, shortnameRanges(name))).map(toUser),
    byLink: (digest) => one(byLink, digest),
    list: (query) => listUsers(engine.searches, vault, query),
    profiles: (ids) => profilesOf(engine.searches, ids),
  };
}

const shortnameRanges = (name: string): readonly string[] =>
  [plainKey(name), loginKey(name)].flatMap((key) => [`${key}@`, `${key}A`]);

const holdersText = 'select id, login_key, profile from users where login_key in ($1, $2) or id = $3';
const saved = users.names.filter((name) => name !== 'id' && name !== 'version');
const saveText = `update users set ${assignments(saved, 2)}, version = version + 1
  where id = $1 and version = $${saved.length + 2} returning id`;
const insertUserText = `${insertText(users)} on conflict (login_key) do nothing returning id`;
const insertAttributeText = insertText(userAttributes);

/** Writes of users; what can be searched for is written anew with every save. */
export const userWrites: Writers<'insertUser' | 'saveUser' | 'removeUser'> = {
  *insertUser({ user }, vault) {
    const { login } = user.profile;
    if (plainKey(login) !== loginKey(login)) {
      const holders = yield { text: holdersText, values: [plainKey(login), loginKey(login), user.id] };
      if (holders.length > 0) return 'taken';
    }
    const won = yield { text: insertUserText, values: valuesOf(users, userRow(user)) };
    if (won.length === 0) return 'taken';
    yield* inheritBudgets(user.id, marksOf(user.profile), vault);
    return yield* insertAttributes(user);
  },

  *saveUser({ user }) {
    const { login } = user.profile;
    const holders = yield { text: holdersText, values: [plainKey(login), loginKey(login), user.id] };
    const own = holders.find(({ id }) => id === user.id);
    // A login that stays keeps its key, which may be older than RFC 8265.
    const kept = own && (JSON.parse(String(own.profile)) as UserProfile).login === login;
    if (!kept && holders.some(({ id }) => id !== user.id)) return 'taken';
    const row = { ...userRow(user), ...(kept && { login_key: String(own.login_key) }) };
    const won = yield { text: saveText, values: [user.id, ...valuesOf(users, row, saved), user.version] };
    if (won.length === 0) return 'stale';
    yield { text: 'delete from user_attributes where user_id = $1', values: [user.id] };
    return yield* insertAttributes(user);
  },

  /** The log and kept replies are rid of the user afterwards (`privacy/erasing.ts`). */
  *removeUser({ user }, vault) {
    const leaving = yield* readLeaving(user.id, vault);
    const removed = yield {
      text: 'delete from users where id = $1 and version = $2 returning id',
      values: [user.id, user.version],
    };
    if (removed.length === 0) return 'stale';
    yield* eraseUser(user, leaving, vault);
    return 'done';
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
