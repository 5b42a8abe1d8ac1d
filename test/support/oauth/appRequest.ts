import type { KeyPair } from './app.ts';

/** The body that Okta's Terraform provider sends for a service app. */
export const appRequest = (key: KeyPair, more: object = {}) => ({
  name: 'oidc_client',
  label: 'Terraformed',
  signOnMode: 'OPENID_CONNECT',
  accessibility: { selfService: false },
  visibility: { autoSubmitToolbar: false, hide: { iOS: true, web: true } },
  credentials: {
    oauthClient: { autoKeyRotation: true, pkce_required: false, token_endpoint_auth_method: 'private_key_jwt' },
    userNameTemplate: { template: '$' + '{source.login}', type: 'BUILT_IN' },
  },
  settings: {
    notes: { admin: 'for tests' },
    oauthClient: {
      application_type: 'service',
      consent_method: 'TRUSTED',
      grant_types: ['client_credentials'],
      response_types: ['token'],
      issuer_mode: 'ORG_URL',
      jwks: { keys: [key.jwk] },
      dpop_bound_access_tokens: false,
      ...more,
    },
  },
});
