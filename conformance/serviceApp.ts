/** The body that makes a service app with these public keys, as Okta's tools send it; `more` is of its OAuth settings. */
export const serviceApp = (label: string, keys: readonly object[], more: object = {}) => ({
  name: 'oidc_client',
  label,
  signOnMode: 'OPENID_CONNECT',
  credentials: { oauthClient: { token_endpoint_auth_method: 'private_key_jwt' } },
  settings: {
    oauthClient: {
      application_type: 'service',
      grant_types: ['client_credentials'],
      response_types: ['token'],
      jwks: { keys },
      ...more,
    },
  },
});
