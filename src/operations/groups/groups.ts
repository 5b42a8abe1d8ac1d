import { everyone, type Group } from '../../domain/groups/group.ts';
import { fault } from '../../domain/values/fault.ts';
import { hasLostLetters } from '../../domain/values/lostLetters.ts';
import { Page } from '../shared/replies.ts';
import type { Handler, Services } from '../shared/services.ts';
import { findUserByName } from '../users/findUser.ts';
import { describeGroup } from './describeGroup.ts';
import { groupFilter } from './groupFilter.ts';

const MAX_LIMIT = 10_000;

/** The groups there are. */
const groupsOf = async ({ organization }: Pick<Services, 'organization'>): Promise<readonly Group[]> => [
  everyone(await organization()),
];

/** Groups by the beginning of their name or by a SCIM expression (fact 234). */
export const listGroups: Handler<'listGroups'> = async (services, { query }) => {
  const { q = '', search = '', filter = '', limit = MAX_LIMIT, after } = query;
  const given = Object.entries({ q, search, filter }).filter(([, text]) => text !== '');
  if (given.length > 1) throw fault('searchAndFilter').because('Send one of q, filter and search.');
  if (after !== undefined) throw fault('invalidPaging').because('There is no other page than the first.');
  if (/\p{Cc}/u.test(q) || hasLostLetters(q)) {
    throw fault('invalidSearch').because('q: The words have unprintable characters.');
  }
  const matches = [
    ...(search === '' ? [] : [groupFilter('search', search)]),
    ...(filter === '' ? [] : [groupFilter('filter', filter)]),
    ({ name }: Group) => name.toLowerCase().startsWith(q.toLowerCase()),
  ];
  const found = (await groupsOf(services)).filter((group) => matches.every((matched) => matched(group)));
  return new Page(
    found.map((group) => describeGroup(services, group)),
    [['limit', String(Math.min(limit, MAX_LIMIT))], ...given.map(([name, text]) => [name, text] as const)],
  );
};

/** One group, by its id. */
export const getGroup: Handler<'getGroup'> = async (services, { params: { groupId: id } }) => {
  const found = (await groupsOf(services)).find((group) => group.id === id);
  if (found) return describeGroup(services, found);
  throw fault('notFound', { id, type: 'UserGroup' }).because('GET /api/v1/groups shows the groups there are.');
};

/** The groups that a user is in. */
export const listUserGroups: Handler<'listUserGroups'> = async (services, { params, caller }) => {
  await findUserByName(services, params.userId, caller);
  return (await groupsOf(services)).map((group) => describeGroup(services, group));
};
