import { Type } from 'typebox';
import type { Scope } from '../access/scopes.ts';
import { GroupResource } from '../groups/group.ts';
import { operation } from '../shared/operation.ts';
import { Anything, None } from '../shared/primitives.ts';
import { SessionResource } from './session.ts';

const UserPath = Type.Object({ userId: Type.String() });
const user = '/api/v1/users/:userId' as const;

/** A list of things that users do not have here; clients ask for it on their way to others. */
const emptyList = <const P extends `${typeof user}/${string}`>(
  path: P,
  scope: Scope,
  summary: string,
  description: string,
) =>
  operation({
    method: 'GET',
    path,
    scope,
    summary,
    description,
    params: UserPath,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(Anything),
    errors: ['notFound'],
    forOktaClients: true,
  });

/** Lists about one user that have nothing to do with factors, and the end of the user's sessions. */
export const userListOperations = {
  listUserGroups: operation({
    method: 'GET',
    path: `${user}/groups`,
    scope: 'okta.users.read',
    summary: 'List all groups of a user',
    description: 'Everybody is in the group Everyone, and there are no others.',
    params: UserPath,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(GroupResource),
    errors: ['notFound'],
  }),
  listUserGrants: emptyList(
    `${user}/grants`,
    'okta.users.read',
    'List all user grants',
    'Always empty: users consent to no OAuth clients here.',
  ),
  listUserClients: emptyList(
    `${user}/clients`,
    'okta.users.read',
    'List all clients',
    'Always empty: there are no OAuth clients.',
  ),
  listAppLinks: emptyList(
    `${user}/appLinks`,
    'okta.users.read',
    'List all assigned application links',
    'Always empty: applications are not kept here.',
  ),
  listUserIdentityProviders: emptyList(
    `${user}/idps`,
    'okta.idps.read',
    'List all identity providers of a user',
    'Always empty: what users are linked to is the OpenID provider of the configuration, which is none of these.',
  ),
  listUserSessions: operation({
    method: 'GET',
    path: `${user}/sessions`,
    scope: 'okta.users.read',
    summary: 'List the sessions of an administrator',
    params: UserPath,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(SessionResource),
    errors: ['notFound'],
    forOktaClients: true,
  }),
  revokeUserSession: operation({
    method: 'DELETE',
    path: `${user}/sessions/:sessionId`,
    scope: 'okta.users.manage',
    summary: 'Revoke a session of an administrator',
    params: Type.Object({ userId: Type.String(), sessionId: Type.String() }),
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound'],
    forOktaClients: true,
  }),
  revokeUserSessions: operation({
    method: 'DELETE',
    path: `${user}/sessions`,
    scope: 'okta.users.manage',
    summary: 'Revoke all sessions of a user',
    description:
      'Ends the sessions of an administrator; others have none here. With `forgetDevices` the user forgets every device token, and every address they were verified from.',
    params: UserPath,
    query: Type.Object({ forgetDevices: Type.Optional(Type.Boolean()) }),
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound'],
    forOktaClients: true,
  }),
} as const;
