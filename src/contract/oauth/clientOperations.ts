import { type Static, Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { authMethod, clientMetadata } from './app.ts';

const ClientPath = Type.Object({ clientId: Type.String() });
const clients = '/oauth2/v1/clients' as const;
const one = `${clients}/:clientId` as const;
const common = { params: ClientPath, query: None, body: None, forOktaClients: true } as const;
const ignored = Type.Optional(Type.Unknown());

/** A client to be registered, or as it shall be (RFC 7591 section 2). */
export const ClientRequest = Type.Object({
  client_name: Type.Optional(Type.String()),
  client_id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  ...clientMetadata,
  token_endpoint_auth_method: authMethod,
  redirect_uris: ignored,
  client_id_issued_at: ignored,
});
export type ClientRequest = Static<typeof ClientRequest>;

/** A client as shown. */
export const ClientResource = Type.Object({
  client_id: Type.String(),
  client_id_issued_at: Type.Integer(),
  client_name: Type.String(),
  application_type: Type.Literal('service'),
  redirect_uris: Type.Array(Type.String()),
  response_types: Type.Array(Type.String()),
  grant_types: Type.Array(Type.String()),
  token_endpoint_auth_method: Type.Literal('private_key_jwt'),
  dpop_bound_access_tokens: Type.Boolean(),
  jwks: Type.Optional(Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) })),
  jwks_uri: Type.Optional(Type.String()),
});
export type ClientResource = Static<typeof ClientResource>;

/** Service apps as clients of OAuth 2.0 (RFC 7591, 7592): the same ones as `/api/v1/apps` has. */
export const clientOperations = {
  listClients: operation({
    ...common,
    method: 'GET',
    path: clients,
    scope: 'okta.clients.read',
    summary: 'List all client applications',
    params: None,
    query: Type.Object({
      q: Type.Optional(Type.String()),
      after: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    status: 200,
    reply: Type.Array(ClientResource),
    errors: ['invalidPaging'],
  }),
  createClient: operation({
    ...common,
    method: 'POST',
    path: clients,
    scope: 'okta.clients.manage',
    summary: 'Register a client application',
    params: None,
    body: ClientRequest,
    status: 201,
    reply: ClientResource,
    errors: ['validation'],
  }),
  getClient: operation({
    ...common,
    method: 'GET',
    path: one,
    scope: 'okta.clients.read',
    summary: 'Retrieve a client application',
    status: 200,
    reply: ClientResource,
    errors: ['notFound'],
  }),
  replaceClient: operation({
    ...common,
    method: 'PUT',
    path: one,
    scope: 'okta.clients.manage',
    summary: 'Replace a client application',
    body: ClientRequest,
    status: 200,
    reply: ClientResource,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  deleteClient: operation({
    ...common,
    method: 'DELETE',
    path: one,
    scope: 'okta.clients.manage',
    summary: 'Delete a client application',
    status: 204,
    reply: None,
    errors: ['notFound', 'tooManyRequests'],
  }),
} as const;
