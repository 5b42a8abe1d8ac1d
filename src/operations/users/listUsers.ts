import type { User } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import type { ListFilter, UserCursor } from '../../store/searches.ts';
import { encodeCursor, Page, type PageQuery, readCursor } from '../shared/replies.ts';
import type { Handler } from '../shared/services.ts';
import { describeListed } from './describeUser.ts';
import { userFilter } from './userFilter.ts';

const MAX_LIMIT = 200;
/** The users that a people picker shows. */
const DEFAULT_LIMIT_OF_Q = 10;
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
  if (filters.length + (q === undefined ? 0 : 1) > 1) {
    throw fault('searchAndFilter').because('Send one of q, filter and search.');
  }
  if (q !== undefined && (/\p{Cc}/u.test(q) || !q.isWellFormed())) {
    throw fault('invalidSearch').because('q: The words have unprintable characters.');
  }
  const limit = Math.min(query.limit ?? (q === undefined ? MAX_LIMIT : DEFAULT_LIMIT_OF_Q), MAX_LIMIT);
  // One more than asked for tells whether there is a next page.
  const found = await services.store.users.list({
    filters: filters.length === 0 ? [notDeactivated] : filters.map(({ filter }) => filter),
    limit: limit + 1,
    ...(q !== undefined && { q }),
    ...(query.after !== undefined && { after: cursorOf(query.after) }),
  });
  const users = found.slice(0, limit);
  const last = found.length > limit ? users.at(-1) : undefined;
  const rest: PageQuery = [
    ['limit', String(limit)],
    ...(q === undefined ? [] : [['q', q] as const]),
    ...filters.map(({ name, expression }) => [name, expression] as const),
  ];
  return new Page(
    users.map((user) => describeListed(services, user)),
    query.after === undefined ? rest : [['after', query.after], ...rest],
    last && [['after', afterUser(last)], ...rest],
  );
};

const afterUser = ({ created, id }: User): string => encodeCursor(created.toString({ fractionalSecondDigits: 3 }), id);

function cursorOf(after: string): UserCursor {
  const [created, id] = readCursor(after, CURSOR);
  return { created, id };
}
