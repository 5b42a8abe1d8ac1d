import { roleLabels } from '../../contract/access/roles.ts';
import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { AppRole, ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { requireOwnRole } from '../../domain/oauth/withinOwn.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { changeApp, findApp } from './changeApp.ts';

export const listRolesForClient: Handler<'listRolesForClient'> = async (services, { params }) => {
  const app = await findApp(services, params.clientId);
  return app.roles.map((role) => describe(services, app, role));
};

export const retrieveClientRole: Handler<'retrieveClientRole'> = async (services, { params }) => {
  const app = await findApp(services, params.clientId);
  return describe(services, app, roleOf(app, params.roleAssignmentId));
};

/** Gives a role that can do no more than the caller; one that the app has already stays as it is. */
export const assignRoleToClient: Handler<'assignRoleToClient'> = async (services, { params, body, caller }) => {
  requireOwnRole(caller.principal, body.type);
  const role: AppRole = { id: services.newId('ra1'), role: body.type, created: services.now().toString() };
  const app = await changeApp(services, params.clientId, caller, 'app.oauth2.client.privilege.grant', ({ roles }) =>
    roles.some((one) => one.role === body.type) ? {} : { roles: [...roles, role] },
  );
  return describe(services, app, app.roles.find((one) => one.role === body.type) ?? role);
};

export const deleteRoleFromClient: Handler<'deleteRoleFromClient'> = async (services, { params, caller }) => {
  await changeApp(services, params.clientId, caller, 'app.oauth2.client.privilege.revoke', (app) => {
    const gone = roleOf(app, params.roleAssignmentId);
    return { roles: app.roles.filter((role) => role !== gone) };
  });
  return {};
};

function roleOf({ roles }: ServiceApp, id: string): AppRole {
  const role = roles.find((one) => one.id === id);
  if (!role) throw fault('notFound', { id, type: 'RoleAssignment' });
  return role;
}

function describe(
  { links }: Services,
  { id: clientId }: ServiceApp,
  { id, role, created }: AppRole,
): Reply<Operations['retrieveClientRole']> {
  const at = timestamp(Temporal.Instant.from(created));
  return {
    id,
    label: roleLabels[role],
    type: role,
    status: 'ACTIVE',
    created: at,
    lastUpdated: at,
    assignmentType: 'CLIENT',
    _links: links.oauth.role(clientId, id),
  };
}
