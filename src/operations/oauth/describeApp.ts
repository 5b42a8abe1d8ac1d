import type { AppKeyResource, AppResource, GrantResource } from '../../contract/oauth/app.ts';
import type { ClientKey, ScopeGrant, ServiceApp } from '../../domain/oauth/serviceApp.ts';
import type { Links } from '../shared/links.ts';
import { timestamp } from '../shared/timestamp.ts';

const utc = (iso: string): string => timestamp(Temporal.Instant.from(iso));
const USER_NAME = { template: '$' + '{source.login}', type: 'BUILT_IN' };

/** An app as the Apps API shows it: what decides something, and what its administrators had kept. */
export function describeApp(links: Links, app: ServiceApp, policyId: string): AppResource {
  const { id, label, status, created, lastUpdated, dpopBound, jwksUri, keys, shown } = app;
  return {
    id,
    name: 'oidc_client',
    label,
    status,
    lastUpdated: timestamp(lastUpdated),
    created: timestamp(created),
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null, ...shown.accessibility },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: true, web: true },
      appLinks: {},
      ...shown.visibility,
    },
    features: [],
    signOnMode: 'OPENID_CONNECT',
    credentials: {
      userNameTemplate: { ...USER_NAME, ...shown.userNameTemplate },
      oauthClient: {
        autoKeyRotation: shown.autoKeyRotation ?? true,
        client_id: id,
        token_endpoint_auth_method: 'private_key_jwt',
        pkce_required: false,
      },
    },
    settings: {
      app: {},
      notes: { admin: null, enduser: null, ...shown.notes },
      oauthClient: {
        ...shown.oauthClient,
        application_type: 'service',
        grant_types: ['client_credentials'],
        response_types: ['token'],
        dpop_bound_access_tokens: dpopBound,
        ...(jwksUri === undefined ? { jwks: { keys: keys.map(describeKey) } } : { jwks_uri: jwksUri }),
      },
    },
    ...(shown.profile && { profile: shown.profile as Record<string, unknown> }),
    _links: links.oauth.app(id, status === 'ACTIVE', policyId),
  };
}

/** A key of an app with its status. */
export const describeKey = ({ id, kid, jwk, status, created, lastUpdated }: ClientKey): AppKeyResource => ({
  id,
  ...jwk,
  kid,
  use: 'sig',
  status,
  created: utc(created),
  lastUpdated: utc(lastUpdated),
});

/** A scope of an app, and who granted it. */
export const describeGrant = (links: Links, appId: string, { id, scope, by, created }: ScopeGrant): GrantResource => ({
  id,
  status: 'ACTIVE',
  created: utc(created),
  createdBy: { id: by, type: 'User' },
  lastUpdated: utc(created),
  issuer: links.absolute(''),
  clientId: appId,
  scopeId: scope,
  source: 'ADMIN',
  _links: links.oauth.grant(appId, id),
});
