import { fault } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';

const DEFAULT_LIMIT = 100;
const USER_ID = /^00u[0-9A-Za-z]{17}$/;

/** Users who hold a role, by their ids; `after` is the last one of the page before. */
export const listUsersWithRoleAssignments: Handler<'listUsersWithRoleAssignments'> = async (
  { store, links },
  { query: { after, limit = DEFAULT_LIMIT } },
) => {
  if (after !== undefined && !USER_ID.test(after)) {
    throw fault('invalidPaging').because('Use the link of next as it is.');
  }
  // One more than asked for tells whether there is a next page.
  const found = await store.roles.holders({ after: after ?? '', limit: limit + 1 });
  const ids = found.slice(0, limit);
  const next = found.length > limit ? ids.at(-1) : undefined;
  return {
    value: ids.map((id) => ({ id, _links: links.access.roleHolder(id) })),
    _links: next === undefined ? {} : links.access.nextRoleHolders(next, limit),
  };
};
