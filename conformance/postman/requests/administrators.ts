import { inFolder, type Wanted } from './wanted.ts';

const roles = inFolder('Users: roles', [
  {
    operation: 'assignRoleToUser',
    body: { type: 'HELP_DESK_ADMIN' },
    keep: { roleAssignmentId: 'reply.id' },
    holds: ["reply.label === 'Help Desk Administrator'"],
  },
  { operation: 'listAssignedRolesForUser', name: 'List the role', holds: ['reply.length === 1'] },
  { operation: 'getUserAssignedRole', holds: ["reply.type === 'HELP_DESK_ADMIN'"] },
  { operation: 'unassignRoleFromUser' },
]);

const tokens = inFolder('API tokens', [
  { operation: 'listApiTokens', keep: { apiTokenId: 'reply[0].id' }, holds: ['reply.length > 0'] },
  { operation: 'getApiToken', holds: ["reply.id === pm.environment.get('apiTokenId')"] },
  { operation: 'revokeApiToken', params: { apiTokenId: '00Tnone' }, status: 404 },
  {
    operation: 'revokeCurrentApiToken',
    name: 'Revoke the API token that the call is made with; this call is made with none',
    withoutToken: true,
    status: 401,
    holds: ["reply.errorCode === 'E0000011'"],
  },
]);

const systemLog = inFolder('System log', [
  {
    operation: 'listLogEvents',
    query: { sortOrder: 'DESCENDING', filter: 'eventType eq "user.lifecycle.create"' },
    holds: ['reply.length > 0', "reply[0].eventType === 'user.lifecycle.create'"],
  },
]);

/** Who may do what, and who did what: roles, API tokens, the system log. The token that all of this is called with goes on. */
export const administrators: readonly Wanted[] = [...roles, ...tokens, ...systemLog];
