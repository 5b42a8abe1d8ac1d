import { Type } from 'typebox';
import { u2fSettings } from '../../factors/u2f/contract.ts';
import { webauthnSettings } from '../../factors/webauthn/contract.ts';
import { operation } from '../shared/operation.ts';
import { Anything, Links, None, Timestamp } from '../shared/primitives.ts';

const Extensions = Type.Object({ extensions: Type.Optional(Type.Boolean({ 'x-cofactor-extension': true })) });
const Path = Type.Object({ authenticatorId: Type.String() });
const MethodPath = Type.Object({ authenticatorId: Type.String(), methodType: Type.String() });
const authenticators = '/api/v1/authenticators' as const;
const one = `${authenticators}/:authenticatorId` as const;
const method = `${one}/methods/:methodType` as const;

const Status = Type.Enum(['ACTIVE', 'INACTIVE']);

const AuthenticatorResource = Type.Object({
  type: Type.String(),
  id: Type.String(),
  key: Type.String(),
  status: Status,
  name: Type.String(),
  created: Timestamp,
  lastUpdated: Timestamp,
  settings: Type.Optional(Anything),
  _links: Links,
});

/** Settings of the methods that have changeable ones; the settings of others are shown as Okta shows them. */
const MethodSettings = Type.Union([webauthnSettings, u2fSettings, Anything]);

const MethodResource = Type.Object({
  type: Type.String(),
  status: Status,
  settings: Type.Optional(Anything),
  _links: Links,
});

/** The fields an administrator may change; others are let through because clients send whole objects back. */
const AuthenticatorRequest = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    type: Type.Optional(Type.String()),
    status: Type.Optional(Status),
    settings: Type.Optional(Anything),
    id: Type.Optional(Type.Unknown()),
    created: Type.Optional(Type.Unknown()),
    lastUpdated: Type.Optional(Type.Unknown()),
    _links: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

/** Settings as a whole: what they do not mention is as it was to begin with. */
const MethodRequest = Type.Object(
  {
    type: Type.Optional(Type.String()),
    status: Type.Optional(Status),
    settings: Type.Optional(MethodSettings),
    _links: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

const read = { method: 'GET', params: Path, query: None, body: None, status: 200, errors: ['notFound'] } as const;
const lifecycle = {
  method: 'POST',
  query: None,
  body: None,
  status: 200,
  errors: ['notFound', 'authenticatorInUse'],
} as const;

/** Operations on the authenticators that the organization has switched on (facts 220, 221). */
export const authenticatorOperations = {
  listAuthenticators: operation({
    ...read,
    path: authenticators,
    summary: 'List all authenticators',
    params: None,
    query: Extensions,
    reply: Type.Array(AuthenticatorResource),
  }),
  getAuthenticator: operation({
    ...read,
    path: one,
    summary: 'Retrieve an authenticator',
    reply: AuthenticatorResource,
  }),
  replaceAuthenticator: operation({
    ...read,
    method: 'PUT',
    path: one,
    summary: 'Replace an authenticator',
    body: AuthenticatorRequest,
    reply: AuthenticatorResource,
  }),
  activateAuthenticator: operation({
    ...lifecycle,
    path: `${one}/lifecycle/activate`,
    summary: 'Activate an authenticator',
    params: Path,
    reply: AuthenticatorResource,
  }),
  deactivateAuthenticator: operation({
    ...lifecycle,
    path: `${one}/lifecycle/deactivate`,
    summary: 'Deactivate an authenticator',
    params: Path,
    reply: AuthenticatorResource,
  }),
  listAuthenticatorMethods: operation({
    ...read,
    path: `${one}/methods`,
    summary: 'List all methods of an authenticator',
    reply: Type.Array(MethodResource),
  }),
  getAuthenticatorMethod: operation({
    ...read,
    path: method,
    summary: 'Retrieve an authenticator method',
    params: MethodPath,
    reply: MethodResource,
  }),
  replaceAuthenticatorMethod: operation({
    ...read,
    method: 'PUT',
    path: method,
    summary: 'Replace an authenticator method',
    params: MethodPath,
    body: MethodRequest,
    reply: MethodResource,
  }),
  activateAuthenticatorMethod: operation({
    ...lifecycle,
    path: `${method}/lifecycle/activate`,
    summary: 'Activate an authenticator method',
    params: MethodPath,
    reply: MethodResource,
  }),
  deactivateAuthenticatorMethod: operation({
    ...lifecycle,
    path: `${method}/lifecycle/deactivate`,
    summary: 'Deactivate an authenticator method',
    params: MethodPath,
    reply: MethodResource,
  }),
} as const;
