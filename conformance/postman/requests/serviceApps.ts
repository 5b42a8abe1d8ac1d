import { serviceApp } from '../../serviceApp.ts';
import { inFolder, type Wanted } from './wanted.ts';

/** Public keys of RFC 7517 appendix A.1 and RFC 7515 appendix A.3: nobody is to sign with them. */
const keys = [
  {
    kty: 'EC',
    crv: 'P-256',
    kid: 'one',
    x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
    y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  },
  {
    kty: 'EC',
    crv: 'P-256',
    kid: 'two',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  },
];

const app = (label: string) => serviceApp(label, keys.slice(0, 1));

const apps = inFolder('Service apps', [
  { operation: 'createApplication', body: app('Postman {{$guid}}'), keep: { appId: 'reply.id', clientId: 'reply.id' } },
  { operation: 'listApplications', holds: ['reply.length > 0'] },
  { operation: 'getApplication', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'replaceApplication', body: app('Once {{$guid}}'), holds: ["reply.label.startsWith('Once')"] },
  {
    operation: 'listPolicies',
    name: 'List the policies of apps',
    query: { type: 'ACCESS_POLICY' },
    holds: ['reply.length === 1', 'reply[0].system'],
    keep: { policyId: 'reply[0].id' },
  },
  { operation: 'assignApplicationPolicy' },
  { operation: 'grantConsentToScope', body: { scopeId: 'okta.users.read' }, keep: { grantId: 'reply.id' } },
  { operation: 'listScopeConsentGrants', holds: ['reply.length === 1'] },
  { operation: 'getScopeConsentGrant', holds: ["reply.scopeId === 'okta.users.read'"] },
  { operation: 'revokeScopeConsentGrant' },
  { operation: 'addJwk', body: keys[1], keep: { keyId: 'reply.id' } },
  { operation: 'listJwk', holds: ['reply.jwks.keys.length === 2'] },
  { operation: 'getJwk', holds: ["reply.kid === 'two'"] },
  { operation: 'deactivateJwk', holds: ["reply.status === 'INACTIVE'"] },
  { operation: 'activateJwk', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'deactivateJwk', name: 'Deactivate it again' },
  { operation: 'deleteJwk' },
  { operation: 'assignRoleToClient', body: { type: 'READ_ONLY_ADMIN' }, keep: { roleAssignmentId: 'reply.id' } },
  { operation: 'listRolesForClient', holds: ['reply.length === 1'] },
  { operation: 'retrieveClientRole', holds: ["reply.type === 'READ_ONLY_ADMIN'"] },
  { operation: 'deleteRoleFromClient' },
  { operation: 'deactivateApplication' },
  { operation: 'activateApplication' },
  { operation: 'deactivateApplication', name: 'Deactivate it again' },
  { operation: 'deleteApplication' },
]);

const client = (client_name: string) => ({
  client_name,
  application_type: 'service',
  grant_types: ['client_credentials'],
  response_types: ['token'],
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: keys.slice(0, 1) },
});

const clients = inFolder('Clients', [
  { operation: 'createClient', body: client('Postman {{$guid}}'), keep: { clientId: 'reply.client_id' } },
  { operation: 'listClients', holds: ['reply.length > 0'] },
  { operation: 'getClient', holds: ["reply.token_endpoint_auth_method === 'private_key_jwt'"] },
  { operation: 'replaceClient', body: client('Once {{$guid}}'), holds: ["reply.client_name.startsWith('Once')"] },
  { operation: 'deleteClient' },
]);

/** Programs that get access tokens by their keys, in both of the forms that Okta has for them. */
export const serviceApps: readonly Wanted[] = [...apps, ...clients];
