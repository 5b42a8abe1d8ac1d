import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { User } from '../domain/user.ts';
import type { Database } from './schema.ts';
import type { UserFilter, UserQuery } from './store.ts';
import { fold, toUser } from './users.ts';

type Builder = ExpressionBuilder<Database, 'users'>;

/** One page of users, oldest first. Values are always parameters; attribute names only choose columns or are parameters. */
export async function listUsers(
  db: Kysely<Database>,
  { q, filters, limit, after }: UserQuery,
): Promise<readonly User[]> {
  let query = db.selectFrom('users').selectAll().orderBy('created_at').orderBy('id').limit(limit);
  for (const filter of filters) query = query.where((eb) => condition(eb, filter));
  if (q !== undefined) query = query.where((eb) => startsWith(eb, q));
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '>', after.created),
        eb.and([eb('created_at', '=', after.created), eb('id', '>', after.id)]),
      ]),
    );
  }
  return (await query.execute()).map((row) => toUser({ ...row }));
}

const columns = {
  id: 'id',
  status: 'status',
  created: 'created_at',
  activated: 'activated_at',
  lastUpdated: 'updated_at',
  statusChanged: 'status_changed_at',
  passwordChanged: 'password_changed_at',
  lastLogin: 'last_login_at',
} as const;

const operators = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

function condition(eb: Builder, filter: UserFilter): Expression<SqlBool> {
  if ('filters' in filter) {
    const parts = filter.filters.map((part) => condition(eb, part));
    return filter.op === 'and' ? eb.and(parts) : eb.or(parts);
  }
  if ('filter' in filter) return eb.not(condition(eb, filter.filter));
  const column = Object.hasOwn(columns, filter.attribute) ? columns[filter.attribute as keyof typeof columns] : null;
  if (column !== null) {
    return !('value' in filter) ? eb(column, 'is not', null) : compare(sql.ref(column), filter.op, filter.value);
  }
  const name = filter.attribute.replace(/^profile\./, '');
  const attribute = eb
    .selectFrom('user_attributes')
    .select('name')
    .whereRef('user_attributes.user_id', '=', 'users.id')
    .where('name', '=', name);
  if (!('value' in filter)) return eb.exists(attribute);
  // "not equal" holds for a user who has no such attribute, too.
  if (filter.op === 'ne') return eb.not(eb.exists(attribute.where('value_key', '=', fold(filter.value))));
  const { op, value } = filter;
  return eb.exists(attribute.where(compare(sql.ref('value_key'), op, fold(value))));
}

type Comparison = Extract<UserFilter, { value: string }>['op'];

function compare(left: Expression<unknown>, op: Comparison, value: string): Expression<SqlBool> {
  switch (op) {
    case 'sw':
      return like(left, `${escaped(value)}%`);
    case 'ew':
      return like(left, `%${escaped(value)}`);
    case 'co':
      return like(left, `%${escaped(value)}%`);
    default:
      return sql<SqlBool>`${left} ${sql.raw(operators[op])} ${value}`;
  }
}

const like = (left: Expression<unknown>, pattern: string) => sql<SqlBool>`${left} like ${pattern} escape '!'`;
const escaped = (value: string) => value.replace(/[!%_]/g, '!$&');

function startsWith(eb: Builder, q: string): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom('user_attributes')
      .select('name')
      .whereRef('user_attributes.user_id', '=', 'users.id')
      .where('name', 'in', ['firstName', 'lastName', 'email'])
      .where(like(sql.ref('value_key'), `${escaped(fold(q))}%`)),
  );
}
