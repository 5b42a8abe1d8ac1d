import { activateJwk, addJwk, deactivateJwk, deleteJwk, getJwk, listJwk } from './appKeys.ts';
import { assignRoleToClient, deleteRoleFromClient, listRolesForClient, retrieveClientRole } from './appRoles.ts';
import {
  activateApplication,
  assignApplicationPolicy,
  createApplication,
  deactivateApplication,
  deleteApplication,
  getApplication,
  listApplications,
  replaceApplication,
} from './apps.ts';
import { createClient, deleteClient, getClient, listClients, replaceClient } from './clients.ts';
import {
  getScopeConsentGrant,
  grantConsentToScope,
  listScopeConsentGrants,
  revokeScopeConsentGrant,
} from './grants.ts';

/** The handlers of service apps, their keys, scopes and roles. */
export const oauthHandlers = {
  listApplications,
  createApplication,
  getApplication,
  replaceApplication,
  deleteApplication,
  activateApplication,
  deactivateApplication,
  assignApplicationPolicy,
  listScopeConsentGrants,
  grantConsentToScope,
  getScopeConsentGrant,
  revokeScopeConsentGrant,
  listJwk,
  addJwk,
  getJwk,
  deleteJwk,
  activateJwk,
  deactivateJwk,
  listRolesForClient,
  assignRoleToClient,
  retrieveClientRole,
  deleteRoleFromClient,
  listClients,
  createClient,
  getClient,
  replaceClient,
  deleteClient,
};
