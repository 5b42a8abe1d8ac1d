import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { TrustedOriginRequest, TrustedOriginResource } from './trustedOrigin.ts';

const trustedOrigins = '/api/v1/trustedOrigins' as const;
const origin = instance({
  path: `${trustedOrigins}/:trustedOriginId`,
  scopes: 'okta.trustedOrigins',
  params: Type.Object({ trustedOriginId: Type.String() }),
  resource: TrustedOriginResource,
  errors: ['notFound', 'validation'],
  forOktaClients: true,
});

/** Web pages of other origins: which of them may call the API, and which sign-in may send people back to. */
export const trustedOriginOperations = {
  listTrustedOrigins: operation({
    method: 'GET',
    path: trustedOrigins,
    scope: 'okta.trustedOrigins.read',
    summary: 'List all trusted origins',
    forOktaClients: true,
    params: None,
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 255, description: 'Those whose name or origin begins with it' })),
      filter: Type.Optional(Type.String({ description: 'Not supported: the list is short, and comes whole' })),
    }),
    body: None,
    status: 200,
    reply: Type.Array(TrustedOriginResource),
    errors: ['invalidSearch'],
  }),
  createTrustedOrigin: operation({
    method: 'POST',
    path: trustedOrigins,
    scope: 'okta.trustedOrigins.manage',
    summary: 'Create a trusted origin',
    forOktaClients: true,
    params: None,
    query: None,
    body: TrustedOriginRequest,
    status: 200,
    reply: TrustedOriginResource,
    errors: ['validation'],
  }),
  getTrustedOrigin: origin.read('Retrieve a trusted origin'),
  replaceTrustedOrigin: origin.change('PUT', 'Replace a trusted origin', TrustedOriginRequest),
  deleteTrustedOrigin: origin.remove('Delete a trusted origin'),
  activateTrustedOrigin: origin.step('lifecycle/activate', 'Activate a trusted origin', { bodyRepeatsPath: true }),
  deactivateTrustedOrigin: origin.step('lifecycle/deactivate', 'Deactivate a trusted origin', {
    bodyRepeatsPath: true,
  }),
} as const;
