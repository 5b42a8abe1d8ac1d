import { type Static, Type } from 'typebox';
import { roleTypes } from '../access/roles.ts';
import { operation } from '../shared/operation.ts';
import { Links, None, Timestamp } from '../shared/primitives.ts';

/** A role that a user holds. */
export const RoleResource = Type.Object({
  id: Type.String(),
  label: Type.String(),
  type: Type.Enum(roleTypes),
  status: Type.Literal('ACTIVE'),
  created: Timestamp,
  lastUpdated: Timestamp,
  assignmentType: Type.Literal('USER'),
  _links: Links,
});
export type RoleResource = Static<typeof RoleResource>;

/** A user who holds a role, in the list of all of them. */
export const RoleHolderResource = Type.Object({ id: Type.String(), _links: Links });

const UserPath = Type.Object({ userId: Type.String() });
const RolePath = Type.Object({ userId: Type.String(), roleAssignmentId: Type.String() });
const roles = '/api/v1/users/:userId/roles' as const;
const one = `${roles}/:roleAssignmentId` as const;

/** Administrators' roles of users; those of groups, and custom ones, are not kept. */
export const roleOperations = {
  listUsersWithRoleAssignments: operation({
    method: 'GET',
    path: '/api/v1/iam/assignees/users',
    scope: 'okta.roles.read',
    summary: 'List all users with role assignments',
    description: 'In the order of their ids. The next page is a link of the body.',
    params: None,
    query: Type.Object({
      after: Type.Optional(Type.String({ description: 'Of the next link' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: '100 when absent' })),
    }),
    body: None,
    status: 200,
    reply: Type.Object({ value: Type.Array(RoleHolderResource), _links: Links }),
    errors: ['invalidPaging'],
    forOktaClients: true,
  }),
  listAssignedRolesForUser: operation({
    method: 'GET',
    path: roles,
    scope: 'okta.roles.read',
    summary: 'List all user role assignments',
    params: UserPath,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(RoleResource),
    errors: ['notFound'],
    forOktaClients: true,
  }),
  assignRoleToUser: operation({
    method: 'POST',
    path: roles,
    scope: 'okta.roles.manage',
    summary: 'Assign a user role',
    description: 'Nobody gives a role that can do more than they can themselves.',
    params: UserPath,
    query: Type.Object({ disableNotifications: Type.Optional(Type.Boolean()) }),
    body: Type.Object({ type: Type.Enum(roleTypes) }),
    status: 201,
    reply: RoleResource,
    errors: ['notFound', 'roleAssigned', 'wrongUserStatus'],
    forOktaClients: true,
  }),
  getUserAssignedRole: operation({
    method: 'GET',
    path: one,
    scope: 'okta.roles.read',
    summary: 'Retrieve a user role assignment',
    params: RolePath,
    query: None,
    body: None,
    status: 200,
    reply: RoleResource,
    errors: ['notFound'],
    forOktaClients: true,
  }),
  unassignRoleFromUser: operation({
    method: 'DELETE',
    path: one,
    scope: 'okta.roles.manage',
    summary: 'Unassign a user role',
    description: 'The last SUPER_ADMIN stays.',
    params: RolePath,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound'],
    forOktaClients: true,
  }),
} as const;
