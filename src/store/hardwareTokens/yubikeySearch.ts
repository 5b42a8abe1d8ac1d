import { type Expression, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { paddedSerial } from '../../domain/hardwareTokens/yubikeySeed.ts';
import type { Database } from '../schema/database.ts';
import { userAttributes } from '../schema/users.ts';
import type { ListedYubikey, ListFilter, YubikeyAttribute, YubikeyQuery } from '../searches.ts';
import { optional } from '../shared/columns.ts';
import { combined, leftJoined, type RowIn, renamedColumns } from '../shared/query.ts';
import { compare } from '../users/textMatch.ts';
import { fold } from '../users/userRows.ts';
import { isHeld, toYubikey, yubikeyColumns } from './yubikeys.ts';

const listColumns = combined(yubikeyColumns, leftJoined(renamedColumns(userAttributes, { email: 'value_key' }, 'e')));

/** SQL of the attributes that tokens are sorted and searched by. Never null, so that "not" and "after" mean what they say. */
const columns: Readonly<Record<YubikeyAttribute, RawBuilder<string>>> = {
  'profile.email': sql`coalesce(e.value_key, '')`,
  'profile.serial': sql`t.serial`,
  activated: sql`coalesce(t.activated_at, '')`,
  'user.id': sql`coalesce(c.user_id, '')`,
  created: sql`t.created_at`,
  status: sql`case when c.user_id is not null then 'ACTIVE' when t.activated_at is null then 'UNASSIGNED' else 'BLOCKED' end`,
  lastVerified: sql`t.last_verified_at`,
};

/** One page of the pool, in the order asked for, then by id. */
export async function listYubikeys(
  db: Kysely<Database>,
  { sortBy, descending, filter, limit, after }: YubikeyQuery,
): Promise<readonly ListedYubikey[]> {
  const key = columns[sortBy];
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const beyond = sql.raw(descending ? '<' : '>');
  const wanted = filter ? condition(filter) : everything;
  const rest = after ? sql`(${key}, t.id) ${beyond} (${after.key}, ${after.id})` : everything;
  const { rows } = await sql<RowIn<typeof listColumns> & { readonly sort_key: string }>`
    select ${sql.raw(listColumns.sql)}, ${key} as sort_key
    from yubikey_tokens t
    left join factor_claims c on ${sql.raw(isHeld)}
    left join user_attributes e on e.user_id = c.user_id and e.name = 'email' and e.position = 0
    where ${wanted} and ${rest}
    order by ${key} ${direction}, t.id ${direction} limit ${limit}`.execute(db);
  return rows.map((row) => ({
    token: toYubikey(row),
    key: row.sort_key,
    ...optional('email', row.email),
  }));
}

const everything = sql<SqlBool>`1 = 1`;

function condition(filter: ListFilter): Expression<SqlBool> {
  if ('filters' in filter) {
    return sql<SqlBool>`(${sql.join(filter.filters.map(condition), filter.op === 'and' ? sql` and ` : sql` or `)})`;
  }
  if ('filter' in filter) return sql<SqlBool>`not ${condition(filter.filter)}`;
  const column = columns[filter.attribute as YubikeyAttribute];
  if (!('value' in filter)) return sql<SqlBool>`(${column} <> '')`;
  const compared = compare(column, filter.op, storedForm(filter));
  // What a token does not have is not smaller than anything either.
  return filter.op === 'ne' ? sql`(${compared})` : sql<SqlBool>`(${column} <> '' and ${compared})`;
}

/** A whole serial number is padded as stored ones are; a part of one is searched for as it is. */
function storedForm({ attribute, op, value }: Extract<ListFilter, { value: unknown }>): string {
  const text = String(value);
  if (attribute === 'profile.email') return fold(text);
  const isWhole = attribute === 'profile.serial' && !['sw', 'ew', 'co'].includes(op) && /^\d{1,12}$/.test(text);
  return isWhole ? paddedSerial(text) : text;
}
