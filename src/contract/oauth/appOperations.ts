import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { AppRequest, AppResource } from './app.ts';

const AppPath = Type.Object({ appId: Type.String() });
const apps = '/api/v1/apps' as const;
const one = `${apps}/:appId` as const;
const common = { params: AppPath, query: None, body: None, forOktaClients: true } as const;

/** Service apps, the one kind of apps there is here: programs that get access tokens by their keys. */
export const appOperations = {
  listApplications: operation({
    ...common,
    method: 'GET',
    path: apps,
    scope: 'okta.apps.read',
    summary: 'List all applications',
    description: 'Oldest first; with `q` those whose label or name begins with it.',
    params: None,
    query: Type.Object({
      q: Type.Optional(Type.String()),
      after: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      filter: Type.Optional(Type.String({ description: 'status eq "ACTIVE"' })),
    }),
    status: 200,
    reply: Type.Array(AppResource),
    errors: ['invalidPaging', 'invalidSearch'],
  }),
  createApplication: operation({
    ...common,
    method: 'POST',
    path: apps,
    scope: 'okta.apps.manage',
    summary: 'Create an application',
    description:
      'A service app: `private_key_jwt`, `client_credentials`, `jwks` or `jwks_uri`. Its id is its client id.',
    params: None,
    query: Type.Object({ activate: Type.Optional(Type.Boolean()) }),
    body: AppRequest,
    status: 200,
    reply: AppResource,
    errors: ['validation'],
  }),
  getApplication: operation({
    ...common,
    method: 'GET',
    path: one,
    scope: 'okta.apps.read',
    summary: 'Retrieve an application',
    status: 200,
    reply: AppResource,
    errors: ['notFound'],
  }),
  replaceApplication: operation({
    ...common,
    method: 'PUT',
    path: one,
    scope: 'okta.apps.manage',
    summary: 'Replace an application',
    body: AppRequest,
    status: 200,
    reply: AppResource,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  deleteApplication: operation({
    ...common,
    method: 'DELETE',
    path: one,
    scope: 'okta.apps.manage',
    summary: 'Delete an application that is inactive',
    status: 204,
    reply: None,
    errors: ['notFound', 'tooManyRequests', 'validation'],
  }),
  activateApplication: operation({
    ...common,
    method: 'POST',
    path: `${one}/lifecycle/activate`,
    scope: 'okta.apps.manage',
    summary: 'Activate an application',
    bodyRepeatsPath: true,
    status: 200,
    reply: None,
    errors: ['notFound', 'tooManyRequests'],
  }),
  deactivateApplication: operation({
    ...common,
    method: 'POST',
    path: `${one}/lifecycle/deactivate`,
    scope: 'okta.apps.manage',
    summary: 'Deactivate an application: its tokens stop within a second',
    bodyRepeatsPath: true,
    status: 200,
    reply: None,
    errors: ['notFound', 'tooManyRequests'],
  }),
  assignApplicationPolicy: operation({
    ...common,
    method: 'PUT',
    path: `${one}/policies/:policyId`,
    scope: 'okta.apps.manage',
    summary: 'Assign a policy to an app',
    description: 'There is one policy for apps, which each of them is under from the start: nothing changes.',
    params: Type.Object({ appId: Type.String(), policyId: Type.String() }),
    bodyRepeatsPath: true,
    status: 204,
    reply: None,
    errors: ['notFound'],
  }),
} as const;
