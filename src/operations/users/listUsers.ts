import type { User } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import { type CountryCode, phoneForm, toE164 } from '../../domain/values/phoneNumber.ts';
import type { ListFilter, UserCursor } from '../../store/searches.ts';
import { encodeCursor, Page, type PageQuery, readCursor } from '../shared/replies.ts';
import type { Handler } from '../shared/services.ts';
import { describeListed } from './describeUser.ts';
import { userFilter } from './userFilter.ts';

const MAX_LIMIT = 200;
/** The users that a people picker shows. */
const DEFAULT_LIMIT_OF_WORDS = 10;
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\|(00u[0-9A-Za-z]{17})$/;
const notDeactivated: ListFilter = {
  op: 'not',
  filter: { op: 'eq', attribute: 'status', value: 'DEPROVISIONED' },
};

/** Users, oldest first; without `filter` or `search` those who are deactivated are left out (facts 141 to 145, 155). */
export const listUsers: Handler<'listUsers'> = async (services, { query }) => {
  const q = query.q || undefined;
  const filters = (['filter', 'search'] as const).flatMap((name) => {
    const expression = query[name];
    return expression ? [{ name, expression, filter: userFilter(name, expression) }] : [];
  });
  const phone = query.phone || undefined;
  const words = [q, phone].filter((word) => word !== undefined);
  if (filters.length + words.length > 1) {
    throw fault('searchAndFilter').because('Send one of q, phone, filter and search.');
  }
  if (q !== undefined && (/\p{Cc}/u.test(q) || !q.isWellFormed())) {
    throw fault('invalidSearch').because('q: The words have unprintable characters.');
  }
  const limit = Math.min(query.limit ?? (words.length === 0 ? MAX_LIMIT : DEFAULT_LIMIT_OF_WORDS), MAX_LIMIT);
  // One more than asked for tells whether there is a next page.
  const found = await services.store.users.list({
    filters: filters.length === 0 ? [notDeactivated] : filters.map(({ filter }) => filter),
    limit: limit + 1,
    ...(q !== undefined && { q }),
    ...(phone !== undefined && { phone: comparedPhone(phone, services.policy.defaultCountry) }),
    ...(query.after !== undefined && { after: cursorOf(query.after) }),
  });
  const users = found.slice(0, limit);
  const last = found.length > limit ? users.at(-1) : undefined;
  const rest: PageQuery = [
    ['limit', String(limit)],
    ...(q === undefined ? [] : [['q', q] as const]),
    ...(phone === undefined ? [] : [['phone', phone] as const]),
    ...filters.map(({ name, expression }) => [name, expression] as const),
  ];
  return new Page(
    users.map((user) => describeListed(services, user)),
    query.after === undefined ? rest : [['after', query.after], ...rest],
    last && [['after', afterUser(last)], ...rest],
  );
};

/** The last four digits as they are, a whole number in the form it is kept in. */
function comparedPhone(phone: string, defaultCountry: CountryCode): string {
  if (/^\d{4}$/.test(phone)) return phone;
  const e164 = toE164(phone, defaultCountry);
  if (e164 !== undefined) return e164;
  throw fault('invalidSearch').because(`${phoneForm('phone', defaultCountry)} Or send its last four digits alone.`);
}

const afterUser = ({ created, id }: User): string => encodeCursor(created.toString({ fractionalSecondDigits: 3 }), id);

function cursorOf(after: string): UserCursor {
  const [created, id] = readCursor(after, CURSOR);
  return { created, id };
}
