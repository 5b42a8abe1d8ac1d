import { inFolder, type Wanted } from './wanted.ts';

const roles = inFolder('Users: roles', [
  {
    operation: 'assignRoleToUser',
    body: { type: 'HELP_DESK_ADMIN' },
    keep: { roleAssignmentId: 'reply.id' },
    holds: ["reply.label === 'Help Desk Administrator'"],
  },
  { operation: 'listAssignedRolesForUser', name: 'List the role', holds: ['reply.length === 1'] },
  {
    operation: 'listUsersWithRoleAssignments',
    name: 'List who holds a role',
    query: { limit: '1' },
    holds: ['reply.value.length === 1'],
  },
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

const helpDesk = inFolder('Help desk', [
  {
    operation: 'createHelpDeskRequest',
    body: { action: 'RESET_FACTORS', reason: 'Cannot sign in', ticket: 'INC-7' },
    status: 201,
    keep: { requestId: 'reply.id' },
    holds: ["reply.status === 'APPROVED'", "reply.approval === 'NOT_NEEDED'"],
  },
  { operation: 'getHelpDeskRequest', holds: ["reply.ticket === 'INC-7'"] },
  {
    operation: 'proveHelpDeskRequest',
    name: 'Give a code that the user reads out; this request needs none',
    body: { passCode: '123456' },
    status: 403,
    holds: ["reply.errorCode === 'E0000006'"],
  },
  {
    operation: 'decideHelpDeskRequest',
    name: 'Approve a request of another administrator; this one waits for nobody',
    body: { decision: 'APPROVE' },
    status: 403,
    holds: ["reply.errorCode === 'E0000006'"],
  },
  { operation: 'listHelpDeskRequests', holds: ['Array.isArray(reply)'] },
  { operation: 'getHelpDeskPolicy', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'replaceHelpDeskPolicy', body: { coolingOffHours: 48 }, holds: ['reply.coolingOffHours === 48'] },
  {
    operation: 'replaceHelpDeskPolicy',
    name: 'Replace the rules for the help desk by those of a new organization',
    body: {},
    holds: ['reply.coolingOffHours === 24'],
  },
]);

/** Who may do what, and who did what: roles, API tokens, the system log. The token that all of this is called with goes on. */
export const administrators: readonly Wanted[] = [...roles, ...helpDesk, ...tokens, ...systemLog];
