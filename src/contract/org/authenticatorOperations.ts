import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import {
  AuthenticatorRequest,
  AuthenticatorResource,
  MethodRequest,
  MethodResource,
  NewAuthenticator,
} from './authenticator.ts';

const Extensions = Type.Object({ extensions: Type.Optional(Type.Boolean({ 'x-cofactor-extension': true })) });
const Path = Type.Object({ authenticatorId: Type.String() });
const MethodPath = Type.Object({ authenticatorId: Type.String(), methodType: Type.String() });
const authenticators = '/api/v1/authenticators' as const;
const one = `${authenticators}/:authenticatorId` as const;
const method = `${one}/methods/:methodType` as const;

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
    scope: 'okta.authenticators.read',
    summary: 'List all authenticators',
    params: None,
    query: Extensions,
    reply: Type.Array(AuthenticatorResource),
  }),
  createAuthenticator: operation({
    ...read,
    method: 'POST',
    path: authenticators,
    scope: 'okta.authenticators.manage',
    summary: 'Create an authenticator',
    params: None,
    query: Type.Object({ activate: Type.Optional(Type.Boolean({ default: true })) }),
    body: NewAuthenticator,
    reply: AuthenticatorResource,
    errors: [],
  }),
  getAuthenticator: operation({
    ...read,
    path: one,
    scope: 'okta.authenticators.read',
    summary: 'Retrieve an authenticator',
    reply: AuthenticatorResource,
  }),
  replaceAuthenticator: operation({
    ...read,
    method: 'PUT',
    path: one,
    scope: 'okta.authenticators.manage',
    summary: 'Replace an authenticator',
    body: AuthenticatorRequest,
    reply: AuthenticatorResource,
  }),
  activateAuthenticator: operation({
    ...lifecycle,
    path: `${one}/lifecycle/activate`,
    scope: 'okta.authenticators.manage',
    summary: 'Activate an authenticator',
    params: Path,
    reply: AuthenticatorResource,
  }),
  deactivateAuthenticator: operation({
    ...lifecycle,
    path: `${one}/lifecycle/deactivate`,
    scope: 'okta.authenticators.manage',
    summary: 'Deactivate an authenticator',
    params: Path,
    reply: AuthenticatorResource,
  }),
  listAuthenticatorMethods: operation({
    ...read,
    path: `${one}/methods`,
    scope: 'okta.authenticators.read',
    summary: 'List all methods of an authenticator',
    reply: Type.Array(MethodResource),
  }),
  getAuthenticatorMethod: operation({
    ...read,
    path: method,
    scope: 'okta.authenticators.read',
    summary: 'Retrieve an authenticator method',
    params: MethodPath,
    reply: MethodResource,
  }),
  replaceAuthenticatorMethod: operation({
    ...read,
    method: 'PUT',
    path: method,
    scope: 'okta.authenticators.manage',
    summary: 'Replace an authenticator method',
    params: MethodPath,
    body: MethodRequest,
    reply: MethodResource,
  }),
  activateAuthenticatorMethod: operation({
    ...lifecycle,
    path: `${method}/lifecycle/activate`,
    scope: 'okta.authenticators.manage',
    summary: 'Activate an authenticator method',
    params: MethodPath,
    reply: MethodResource,
  }),
  deactivateAuthenticatorMethod: operation({
    ...lifecycle,
    path: `${method}/lifecycle/deactivate`,
    scope: 'okta.authenticators.manage',
    summary: 'Deactivate an authenticator method',
    params: MethodPath,
    reply: MethodResource,
  }),
} as const;
