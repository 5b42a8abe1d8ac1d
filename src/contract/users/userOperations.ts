import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { CreateUserRequest, UpdateUserRequest, UserResource } from './user.ts';

const UserPath = Type.Object({ userId: Type.String() });
const users = '/api/v1/users' as const;
const user = `${users}/:userId` as const;

/** The members that a partial and a full update share. */
const update = {
  path: user,
  scope: 'okta.users.manage',
  cors: true,
  params: UserPath,
  query: Type.Object({ strict: Type.Optional(Type.Boolean()) }),
  body: UpdateUserRequest,
  status: 200,
  reply: UserResource,
  errors: ['notFound', 'loginTaken', 'wrongUserStatus'],
} as const;

/** The Users API: who there is. `userId` is an id, a login or `me` (fact 154). */
export const userOperations = {
  listUsers: operation({
    method: 'GET',
    path: users,
    scope: 'okta.users.read',
    cors: true,
    summary: 'List all users',
    params: None,
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 200 })),
      phone: Type.Optional(
        Type.String({
          maxLength: 64,
          description: "A phone that the user has been reached at: the number, or its last four digits. Not Okta's.",
          examples: ['4711', '+15554154711'],
        }),
      ),
      search: Type.Optional(Type.String()),
      filter: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1 })),
      after: Type.Optional(Type.String()),
    }),
    body: None,
    status: 200,
    reply: Type.Array(UserResource),
    errors: ['invalidPaging', 'invalidSearch', 'searchAndFilter'],
  }),
  createUser: operation({
    method: 'POST',
    path: users,
    scope: 'okta.users.manage',
    cors: true,
    summary: 'Create a user',
    params: None,
    query: Type.Object({
      activate: Type.Optional(Type.Boolean()),
      nextLogin: Type.Optional(Type.Enum(['changePassword'])),
    }),
    body: CreateUserRequest,
    status: 200,
    reply: UserResource,
    errors: ['loginTaken', 'nextLoginNeedsPassword', 'nextLoginNeedsActivation'],
  }),
  getUser: operation({
    method: 'GET',
    path: user,
    scope: 'okta.users.read',
    cors: true,
    summary: 'Retrieve a user',
    params: UserPath,
    query: None,
    body: None,
    status: 200,
    reply: UserResource,
    errors: ['notFound'],
  }),
  updateUser: operation({
    ...update,
    method: 'POST',
    summary: 'Update a user',
  }),
  replaceUser: operation({
    ...update,
    method: 'PUT',
    summary: 'Replace a user',
  }),
  deleteUser: operation({
    method: 'DELETE',
    path: user,
    scope: 'okta.users.manage',
    cors: true,
    summary: 'Deactivate a user, or delete a deactivated one',
    params: UserPath,
    query: Type.Object({ sendEmail: Type.Optional(Type.Boolean()) }),
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound'],
  }),
} as const;
