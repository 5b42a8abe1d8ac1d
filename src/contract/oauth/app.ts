import { type Static, Type } from 'typebox';
import { Anything, Links, Timestamp } from '../shared/primitives.ts';

const kept = Type.Optional(Anything);
const ignored = Type.Optional(Type.Unknown());
const text = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const texts = Type.Optional(Type.Array(Type.String()));

/** A set of public keys (RFC 7517 section 5); each key is judged by itself, so that the fault names it. */
export const KeySetRequest = Type.Object({ keys: Type.Array(Type.Unknown(), { maxItems: 50 }) });

/** Members that decide something about a client of OAuth 2.0, by their names in RFC 7591 section 2, which Okta's apps have too. */
export const clientMetadata = {
  application_type: Type.Optional(Type.String({ description: 'service' })),
  grant_types: texts,
  response_types: texts,
  jwks: Type.Optional(Type.Union([KeySetRequest, Type.Null()])),
  jwks_uri: text,
  dpop_bound_access_tokens: Type.Optional(
    Type.Boolean({ description: 'tokens are bound to a key (RFC 9449); true when absent' }),
  ),
};

/** The member of a client, or of an app's credentials, by which it proves itself. */
export const authMethod = Type.Optional(Type.String({ description: 'private_key_jwt' }));

/** The members of `settings.oauthClient`: those that decide nothing are kept and shown. */
const OauthClientRequest = Type.Intersect([Type.Object(clientMetadata), Anything]);

/** An app to be made, or as it shall be. */
export const AppRequest = Type.Object({
  name: Type.Optional(Type.String({ description: 'oidc_client' })),
  label: Type.Optional(Type.String({ description: '1 to 100 characters' })),
  signOnMode: Type.Optional(Type.String({ description: 'OPENID_CONNECT' })),
  credentials: Type.Optional(
    Type.Object({
      oauthClient: Type.Optional(
        Type.Object({
          client_id: text,
          client_secret: text,
          token_endpoint_auth_method: authMethod,
          autoKeyRotation: Type.Optional(Type.Boolean()),
          pkce_required: ignored,
        }),
      ),
      userNameTemplate: kept,
      signing: ignored,
    }),
  ),
  settings: Type.Optional(Type.Object({ oauthClient: Type.Optional(OauthClientRequest), notes: kept })),
  accessibility: kept,
  visibility: kept,
  profile: kept,
  // Clients send whole objects back.
  id: ignored,
  status: ignored,
  created: ignored,
  lastUpdated: ignored,
  features: ignored,
  licensing: ignored,
  _links: ignored,
});
export type AppRequest = Static<typeof AppRequest>;

const shownKey = {
  id: Type.String(),
  kid: Type.String(),
  kty: Type.String(),
  alg: Type.Optional(Type.String()),
  use: Type.Literal('sig'),
  n: Type.Optional(Type.String()),
  e: Type.Optional(Type.String()),
  crv: Type.Optional(Type.String()),
  x: Type.Optional(Type.String()),
  y: Type.Optional(Type.String()),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  created: Timestamp,
  lastUpdated: Timestamp,
};

/** A public key of an app. */
export const AppKeyResource = Type.Object({ ...shownKey, _links: Type.Optional(Links) });
export type AppKeyResource = Static<typeof AppKeyResource>;

/** A service app as shown. */
export const AppResource = Type.Object({
  id: Type.String(),
  name: Type.Literal('oidc_client'),
  label: Type.String(),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  lastUpdated: Timestamp,
  created: Timestamp,
  accessibility: Anything,
  visibility: Anything,
  features: Type.Array(Type.String()),
  signOnMode: Type.Literal('OPENID_CONNECT'),
  credentials: Type.Object({
    userNameTemplate: Anything,
    oauthClient: Type.Object({
      autoKeyRotation: Type.Boolean(),
      client_id: Type.String(),
      token_endpoint_auth_method: Type.Literal('private_key_jwt'),
      pkce_required: Type.Boolean(),
    }),
  }),
  settings: Type.Object({ app: Anything, notes: Anything, oauthClient: Anything }),
  profile: Type.Optional(Anything),
  _links: Links,
});
export type AppResource = Static<typeof AppResource>;

/** A scope that an app was granted. */
export const GrantResource = Type.Object({
  id: Type.String(),
  status: Type.Literal('ACTIVE'),
  created: Timestamp,
  createdBy: Type.Object({ id: Type.String(), type: Type.String() }),
  lastUpdated: Timestamp,
  issuer: Type.String(),
  clientId: Type.String(),
  scopeId: Type.String(),
  source: Type.Literal('ADMIN'),
  _links: Links,
});
export type GrantResource = Static<typeof GrantResource>;
