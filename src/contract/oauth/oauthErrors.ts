/** A refusal in the form of OAuth 2.0 (RFC 6749 section 5.2), which has no room for Okta's envelope (fact 129). */
interface Entry {
  readonly status: 400 | 401 | 403 | 429 | 500 | 503;
  readonly error: string;
  readonly description: string;
}

const refusal = (status: Entry['status'], error: string, description: string): Entry => ({
  status,
  error,
  description,
});

/** Every refusal of the token endpoint, and of a request that brings an access token, by its name here. */
export const oauthErrors = {
  unsupportedGrant: refusal(
    400,
    'unsupported_grant_type',
    'The authorization grant type is not supported by the authorization server. Use client_credentials.',
  ),
  malformedRequest: refusal(400, 'invalid_request', 'Send a form (application/x-www-form-urlencoded), each name once.'),
  noClient: refusal(
    401,
    'invalid_client',
    "A client_assertion must be sent, and client_assertion_type 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.",
  ),
  otherMethod: refusal(
    401,
    'invalid_client',
    'Client secrets are not supported. Authenticate with private_key_jwt: send a client_assertion.',
  ),
  unknownClient: refusal(401, 'invalid_client', "Invalid value for 'client_id' parameter."),
  malformedAssertion: refusal(401, 'invalid_client', 'The client_assertion is not a signed JWT (RFC 7523).'),
  clientMismatch: refusal(
    401,
    'invalid_client',
    'The client_assertion must have the client id as its iss and as its sub, and so must client_id where it is sent.',
  ),
  wrongAlgorithm: refusal(
    401,
    'invalid_client',
    'The alg of the client_assertion must be RS256, RS384, RS512, ES256, ES384, ES512 or EdDSA.',
  ),
  unknownKey: refusal(
    401,
    'invalid_client',
    'The client_assertion is signed by no active key of the client: its header must have the kid of one.',
  ),
  keysUnavailable: refusal(401, 'invalid_client', 'The keys of the client cannot be read from its jwks_uri.'),
  wrongSignature: refusal(401, 'invalid_client', 'The client_assertion signature is invalid.'),
  wrongAudience: refusal(
    401,
    'invalid_client',
    'The audience claim for client_assertion must be the endpoint invoked for the request.',
  ),
  noExpiry: refusal(401, 'invalid_client', 'The client_assertion must have exp, in seconds.'),
  expired: refusal(401, 'invalid_client', 'The client_assertion token is expired.'),
  tooLong: refusal(401, 'invalid_client', 'The client_assertion must expire within one hour.'),
  notYet: refusal(401, 'invalid_client', 'The client_assertion was issued in the future (iat, nbf).'),
  malformedJti: refusal(
    401,
    'invalid_client',
    'The jti of the client_assertion must be a text of 1 to 256 characters.',
  ),
  used: refusal(401, 'invalid_client', 'The client_assertion token has already been used.'),
  noScopes: refusal(400, 'invalid_scope', 'No scopes were requested.'),
  unknownScope: refusal(
    400,
    'invalid_scope',
    'One or more scopes are not configured for the authorization server resource.',
  ),
  notGranted: refusal(400, 'consent_required', 'You are not allowed any of the requested scopes.'),
  noProof: refusal(400, 'invalid_dpop_proof', 'The DPoP proof JWT header is missing.'),
  malformedProof: refusal(
    400,
    'invalid_dpop_proof',
    'The DPoP proof is not a JWT with typ dpop+jwt, the alg of a signature and a public key as jwk (RFC 9449).',
  ),
  wrongProof: refusal(400, 'invalid_dpop_proof', 'The DPoP proof is not signed by its own key.'),
  otherRequest: refusal(400, 'invalid_dpop_proof', 'The htm and htu of the DPoP proof are not those of the request.'),
  wrongProofTime: refusal(
    400,
    'invalid_dpop_proof',
    'The iat of the DPoP proof is more than five minutes ago, or in the future.',
  ),
  noProofId: refusal(400, 'invalid_dpop_proof', 'The DPoP proof must have a jti of 1 to 256 characters.'),
  proofUsed: refusal(400, 'invalid_dpop_proof', 'The DPoP proof JWT has already been used.'),
  wrongTokenHash: refusal(
    400,
    'invalid_dpop_proof',
    "'ath' claim in the DPoP proof does not match the presented access_token.",
  ),
  otherKey: refusal(
    400,
    'invalid_dpop_proof',
    'The DPoP proof is not signed by the key that the access token is bound to.',
  ),
  nonceWanted: refusal(400, 'use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.'),
  schemeOfBound: refusal(
    400,
    'invalid_request',
    'The resource request must use the DPoP authentication scheme when using a DPoP bound token.',
  ),
  proofWanted: refusal(400, 'invalid_request', 'The resource request requires a DPoP proof.'),
  notBound: refusal(401, 'invalid_token', 'The presented access_token is not DPoP bound.'),
  tokenOver: refusal(401, 'invalid_token', 'The access token is expired, or its client may no longer use it.'),
  insufficientScope: refusal(
    403,
    'insufficient_scope',
    'The access token provided does not contain the required scopes.',
  ),
  tooMany: refusal(429, 'too_many_requests', 'API call exceeded rate limit due to too many requests.'),
  unavailable: refusal(503, 'temporarily_unavailable', 'The service is not ready. Try again.'),
  internal: refusal(500, 'server_error', 'Internal Server Error'),
} as const;

export type OauthError = keyof typeof oauthErrors;
