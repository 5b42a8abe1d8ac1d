import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { GroupResource } from './group.ts';

const groups = '/api/v1/groups' as const;

/** The Groups API, as far as it exists: the group of everybody, which policies are for (fact 234). */
export const groupOperations = {
  listGroups: operation({
    method: 'GET',
    path: groups,
    scope: 'okta.groups.read',
    summary: 'List all groups',
    description: 'There is one group, Everyone, which every user is in.',
    params: None,
    query: Type.Object({
      q: Type.Optional(
        Type.String({ maxLength: 200, description: 'Groups whose name begins with it, in whatever case' }),
      ),
      search: Type.Optional(Type.String({ description: 'A SCIM expression, like `profile.name eq "Everyone"`' })),
      filter: Type.Optional(Type.String({ description: 'A SCIM expression, like `type eq "BUILT_IN"`' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, description: 'Groups on a page, at most 10000' })),
      after: Type.Optional(Type.String({ description: 'The place where the next page begins, from a `next` link' })),
    }),
    body: None,
    status: 200,
    reply: Type.Array(GroupResource),
    errors: ['invalidPaging', 'invalidSearch', 'searchAndFilter'],
  }),
  getGroup: operation({
    method: 'GET',
    path: `${groups}/:groupId`,
    scope: 'okta.groups.read',
    summary: 'Retrieve a group',
    description: 'Shows one group by its id.',
    params: Type.Object({ groupId: Type.String() }),
    query: None,
    body: None,
    status: 200,
    reply: GroupResource,
    errors: ['notFound'],
  }),
} as const;
