import { type Static, Type } from 'typebox';
import { roleTypes } from '../access/roles.ts';
import { operation } from '../shared/operation.ts';
import { Links, None, Timestamp } from '../shared/primitives.ts';

/** An API token without its secret, which is shown once (fact 170). */
export const ApiTokenResource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  userId: Type.Optional(Type.String()),
  clientName: Type.String(),
  network: Type.Object({
    connection: Type.Enum(['ANYWHERE', 'ZONE']),
    include: Type.Optional(Type.Array(Type.String())),
  }),
  expiresAt: Type.Optional(Timestamp),
  created: Timestamp,
  lastUpdated: Timestamp,
  lastUsed: Type.Optional(Type.String({ format: 'date-time', 'x-cofactor-extension': true })),
  role: Type.Optional(Type.Enum(roleTypes, { 'x-cofactor-extension': true })),
  scopes: Type.Optional(Type.Array(Type.String(), { 'x-cofactor-extension': true })),
  _links: Links,
});
export type ApiTokenResource = Static<typeof ApiTokenResource>;

const TokenPath = Type.Object({ apiTokenId: Type.String() });
const tokens = '/api/v1/api-tokens' as const;
const one = `${tokens}/:apiTokenId` as const;

/** API tokens. They are made on the command line alone, so that no token makes another. */
export const apiTokenOperations = {
  listApiTokens: operation({
    method: 'GET',
    path: tokens,
    scope: 'okta.apiTokens.read',
    summary: 'List all API token metadata',
    description: 'Those that work or have expired, oldest first; with `q` those whose name begins with it.',
    params: None,
    query: Type.Object({ q: Type.Optional(Type.String()) }),
    body: None,
    status: 200,
    reply: Type.Array(ApiTokenResource),
    errors: [],
    forOktaClients: true,
  }),
  getApiToken: operation({
    method: 'GET',
    path: one,
    scope: 'okta.apiTokens.read',
    summary: 'Retrieve the metadata of an API token',
    params: TokenPath,
    query: None,
    body: None,
    status: 200,
    reply: ApiTokenResource,
    errors: ['notFound'],
    forOktaClients: true,
  }),
  revokeApiToken: operation({
    method: 'DELETE',
    path: one,
    scope: 'okta.apiTokens.manage',
    summary: 'Revoke an API token',
    description: 'One that may do more than the caller stays.',
    params: TokenPath,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound'],
    forOktaClients: true,
  }),
  revokeCurrentApiToken: operation({
    method: 'DELETE',
    path: `${tokens}/current`,
    scope: 'own',
    summary: 'Revoke the API token that the call is made with',
    params: None,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['validation'],
    forOktaClients: true,
  }),
} as const;
