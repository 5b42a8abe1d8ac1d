import type { AppRequest } from '../../contract/oauth/app.ts';
import type { ClientRequest, ClientResource } from '../../contract/oauth/clientOperations.ts';
import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import type { Handler } from '../shared/services.ts';
import { createApp, deleteApp, replaceApp } from './apps.ts';
import { findApp } from './changeApp.ts';
import { pageOfApps } from './pageOfApps.ts';

export const listClients: Handler<'listClients'> = async ({ store }, { query }) =>
  pageOfApps(await store.serviceApps.list(), query, describeClient);

export const createClient: Handler<'createClient'> = async (services, { body, caller }) =>
  describeClient(await createApp(services, asApp(body), caller, true));

export const getClient: Handler<'getClient'> = async (services, { params }) =>
  describeClient(await findApp(services, params.clientId));

export const replaceClient: Handler<'replaceClient'> = async (services, { params, body, caller }) =>
  describeClient(await replaceApp(services, params.clientId, asApp(body), caller));

/** Whether it is active or not, unlike an app (RFC 7592 section 2.3). */
export const deleteClient: Handler<'deleteClient'> = async (services, { params, caller }) => {
  await deleteApp(services, params.clientId, caller, () => {});
  return {};
};

/** A registration in the words of the Apps API. */
function asApp(request: ClientRequest): AppRequest {
  const {
    client_name,
    client_id,
    token_endpoint_auth_method,
    redirect_uris: _none,
    client_id_issued_at: _at,
    ...client
  } = request;
  return {
    ...(client_name !== undefined && { label: client_name }),
    credentials: {
      oauthClient: {
        ...(client_id !== undefined && { client_id }),
        ...(token_endpoint_auth_method !== undefined && { token_endpoint_auth_method }),
      },
    },
    settings: { oauthClient: client },
  };
}

const describeClient = ({ id, label, created, dpopBound, keys, jwksUri }: ServiceApp): ClientResource => ({
  client_id: id,
  client_id_issued_at: Math.floor(created.epochMilliseconds / 1_000),
  client_name: label,
  application_type: 'service',
  redirect_uris: [],
  response_types: ['token'],
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: 'private_key_jwt',
  dpop_bound_access_tokens: dpopBound,
  ...(jwksUri === undefined
    ? { jwks: { keys: keys.map(({ kid, jwk, status }) => ({ ...jwk, kid, use: 'sig', status })) } }
    : { jwks_uri: jwksUri }),
});
