import { Type } from 'typebox';
import { roleTypes } from '../access/roles.ts';
import { operation } from '../shared/operation.ts';
import { Links, None, Timestamp } from '../shared/primitives.ts';
import { AppKeyResource, GrantResource } from './app.ts';

const common = { query: None, body: None, forOktaClients: true } as const;
const AppPath = Type.Object({ appId: Type.String() });
const GrantPath = Type.Object({ appId: Type.String(), grantId: Type.String() });
const KeyPath = Type.Object({ appId: Type.String(), keyId: Type.String() });
const grants = '/api/v1/apps/:appId/grants' as const;
const keys = '/api/v1/apps/:appId/credentials/jwks' as const;
const ClientPath = Type.Object({ clientId: Type.String() });
const RolePath = Type.Object({ clientId: Type.String(), roleAssignmentId: Type.String() });
const roles = '/oauth2/v1/clients/:clientId/roles' as const;
const reading = { scope: 'okta.apps.read', method: 'GET', status: 200, errors: ['notFound'] } as const;
const changing = { scope: 'okta.apps.manage', method: 'POST' } as const;

/** A role that an app holds. */
export const ClientRoleResource = Type.Object({
  id: Type.String(),
  label: Type.String(),
  type: Type.Enum(roleTypes),
  status: Type.Literal('ACTIVE'),
  created: Timestamp,
  lastUpdated: Timestamp,
  assignmentType: Type.Literal('CLIENT'),
  _links: Links,
});

/** Scopes, keys and roles of service apps. */
export const appAccessOperations = {
  listScopeConsentGrants: operation({
    ...common,
    ...reading,
    scope: 'okta.appGrants.read',
    path: grants,
    summary: 'List all app grants',
    params: AppPath,
    reply: Type.Array(GrantResource),
  }),
  grantConsentToScope: operation({
    ...common,
    method: 'POST',
    scope: 'okta.appGrants.manage',
    path: grants,
    summary: 'Grant consent to a scope for an app',
    params: AppPath,
    body: Type.Object({ issuer: Type.Optional(Type.String()), scopeId: Type.String() }),
    status: 201,
    reply: GrantResource,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  getScopeConsentGrant: operation({
    ...common,
    ...reading,
    scope: 'okta.appGrants.read',
    path: `${grants}/:grantId`,
    summary: 'Retrieve an app grant',
    params: GrantPath,
    reply: GrantResource,
  }),
  revokeScopeConsentGrant: operation({
    ...common,
    method: 'DELETE',
    scope: 'okta.appGrants.manage',
    path: `${grants}/:grantId`,
    summary: 'Revoke an app grant: tokens of before lose the scope within a second',
    params: GrantPath,
    status: 204,
    reply: None,
    errors: ['notFound', 'tooManyRequests'],
  }),
  listJwk: operation({
    ...common,
    ...reading,
    path: keys,
    summary: 'List all the OAuth 2.0 client JSON Web Keys',
    params: AppPath,
    reply: Type.Object({ jwks: Type.Object({ keys: Type.Array(AppKeyResource) }) }),
  }),
  addJwk: operation({
    ...common,
    ...changing,
    path: keys,
    summary: 'Add a JSON Web Key',
    params: AppPath,
    body: Type.Record(Type.String(), Type.Unknown()),
    status: 201,
    reply: AppKeyResource,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  getJwk: operation({
    ...common,
    ...reading,
    path: `${keys}/:keyId`,
    summary: 'Retrieve an OAuth 2.0 client JSON Web Key',
    params: KeyPath,
    reply: AppKeyResource,
  }),
  deleteJwk: operation({
    ...common,
    ...changing,
    method: 'DELETE',
    path: `${keys}/:keyId`,
    summary: 'Delete an OAuth 2.0 client JSON Web Key that is inactive',
    params: KeyPath,
    status: 204,
    reply: None,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  activateJwk: operation({
    ...common,
    ...changing,
    path: `${keys}/:keyId/lifecycle/activate`,
    summary: 'Activate an OAuth 2.0 client JSON Web Key',
    params: KeyPath,
    status: 200,
    reply: AppKeyResource,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  deactivateJwk: operation({
    ...common,
    ...changing,
    path: `${keys}/:keyId/lifecycle/deactivate`,
    summary: 'Deactivate an OAuth 2.0 client JSON Web Key: the tokens of the app stop within a second',
    params: KeyPath,
    status: 200,
    reply: AppKeyResource,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  listRolesForClient: operation({
    ...common,
    ...reading,
    scope: 'okta.roles.read',
    path: roles,
    summary: 'List all client role assignments',
    params: ClientPath,
    reply: Type.Array(ClientRoleResource),
  }),
  assignRoleToClient: operation({
    ...common,
    method: 'POST',
    scope: 'okta.roles.manage',
    path: roles,
    summary: 'Assign a client role',
    params: ClientPath,
    body: Type.Object({ type: Type.Enum(roleTypes) }),
    status: 201,
    reply: ClientRoleResource,
    errors: ['notFound', 'tooManyRequests'],
  }),
  retrieveClientRole: operation({
    ...common,
    ...reading,
    scope: 'okta.roles.read',
    path: `${roles}/:roleAssignmentId`,
    summary: 'Retrieve a client role',
    params: RolePath,
    reply: ClientRoleResource,
  }),
  deleteRoleFromClient: operation({
    ...common,
    method: 'DELETE',
    scope: 'okta.roles.manage',
    path: `${roles}/:roleAssignmentId`,
    summary: 'Unassign a client role',
    params: RolePath,
    status: 204,
    reply: None,
    errors: ['notFound', 'tooManyRequests'],
  }),
} as const;
