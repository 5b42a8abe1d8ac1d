import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Vault } from '../../crypto/vault.ts';
import type { User, UserProfile } from '../../domain/users/user.ts';
import type { Database } from '../schema/database.ts';
import { hashesFor } from '../sealed/addressHashes.ts';
import type { ListFilter, UserQuery } from '../searches.ts';
import { beginsWith, compare, has } from './textMatch.ts';
import { fold, toUser } from './userRows.ts';

type Builder = ExpressionBuilder<Database, 'users'>;
type Comparison = Extract<ListFilter, { value: unknown }>;

/** One page of users, oldest first. Values are always parameters; attribute names only choose columns or are parameters. */
export async function listUsers(
  db: Kysely<Database>,
  vault: Vault,
  { q, phone, filters, limit, after }: UserQuery,
): Promise<readonly User[]> {
  let query = db.selectFrom('users').selectAll().orderBy('created_at').orderBy('id').limit(limit);
  for (const filter of filters) query = query.where((eb) => condition(eb, filter));
  if (q !== undefined) query = query.where((eb) => startsWith(eb, q));
  if (phone !== undefined) query = query.where((eb) => hasPhone(eb, phone, vault));
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '>', tuple(after.created, after.id)),
    );
  }
  return (await query.execute()).map(toUser);
}

/** The profiles of users by their ids, some hundreds at a time: a statement has room for so many parameters. */
export async function profilesOf(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UserProfile>> {
  const profiles = new Map<string, UserProfile>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const some = ids.slice(at, at + IDS_AT_ONCE);
    const rows = await db.selectFrom('users').select(['id', 'profile']).where('id', 'in', some).execute();
    for (const { id, profile } of rows) profiles.set(id, JSON.parse(profile) as UserProfile);
  }
  return profiles;
}

const IDS_AT_ONCE = 500;

/** Numbers are sealed: they are found by keyed hashes, of which a row may have that of any master key. */
function hasPhone(eb: Builder, phone: string, vault: Vault): Expression<SqlBool> {
  const column = phone.startsWith('+') ? 'address_hash' : 'tail_hash';
  const sealed = eb
    .selectFrom('phones')
    .select('user_id')
    .where(column, 'in', hashesFor(`phones.${column}`, phone, vault));
  // Soon empty. There is no wildcard among digits.
  const unsealed = eb.selectFrom('unsealed_phones').select('user_id').where('e164', 'like', `%${phone}`);
  return eb('id', 'in', sealed.union(unsealed));
}

const columns: ReadonlyMap<string, keyof Database['users']> = new Map([
  ['id', 'id'],
  ['status', 'status'],
  ['created', 'created_at'],
  ['activated', 'activated_at'],
  ['lastUpdated', 'updated_at'],
  ['statusChanged', 'status_changed_at'],
  ['passwordChanged', 'password_changed_at'],
  ['lastLogin', 'last_login_at'],
]);

/** Every condition is true or false, never null, so that `not` means what it says. */
function condition(eb: Builder, filter: ListFilter): Expression<SqlBool> {
  if ('filters' in filter) {
    const parts = filter.filters.map((part) => condition(eb, part));
    return filter.op === 'and' ? eb.and(parts) : eb.or(parts);
  }
  if ('filter' in filter) return eb.not(condition(eb, filter.filter));
  // "not equal" holds for a user who has no such attribute, too.
  if (filter.op === 'ne') return eb.not(condition(eb, { ...filter, op: 'eq' }));
  const column = columns.get(filter.attribute);
  if (column === undefined) return attributeCondition(eb, filter);
  const present = eb(column, 'is not', null);
  return 'value' in filter ? eb.and([present, compare(sql.ref(column), filter.op, String(filter.value))]) : present;
}

function attributeCondition(eb: Builder, filter: Comparison | Extract<ListFilter, { op: 'pr' }>): Expression<SqlBool> {
  const rows = eb
    .selectFrom('user_attributes')
    .select('user_id')
    .where('name', '=', filter.attribute.replace(/^profile\./, ''));
  if (!('value' in filter)) return eb('id', 'in', rows);
  const { op, value } = filter;
  const ordered = typeof value === 'number' && op !== 'eq' && op !== 'ne';
  return eb(
    'id',
    'in',
    rows.where(ordered ? compare(sql.ref('value_number'), op, value) : has(op, fold(String(value)))),
  );
}

function startsWith(eb: Builder, q: string): Expression<SqlBool> {
  return eb(
    'id',
    'in',
    eb
      .selectFrom('user_attributes')
      .select('user_id')
      .where('name', 'in', ['firstName', 'lastName', 'email'])
      .where(beginsWith(fold(q))),
  );
}
