import { roleLabels } from '../../contract/access/roles.ts';
import type { RoleResource } from '../../contract/users/roleOperations.ts';
import { includes } from '../../domain/access/permits.ts';
import type { RoleAssignment } from '../../domain/access/roleAssignment.ts';
import { mayAct } from '../../domain/access/tokenGrant.ts';
import { fault } from '../../domain/values/fault.ts';
import { lastSuperAdmin, notOneself } from '../shared/accessRefusals.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { findUserByName } from '../users/findUser.ts';

/** The roles that a user holds, oldest first. */
export const listAssignedRolesForUser: Handler<'listAssignedRolesForUser'> = async (services, { params, caller }) => {
  const { id } = await findUserByName(services, params.userId, caller);
  return (await services.store.roles.ofUser(id)).map((assignment) => describeRole(services, assignment));
};

/** One role that a user holds, by the id of the assignment. */
export const getUserAssignedRole: Handler<'getUserAssignedRole'> = async (services, { params, caller }) => {
  const { id } = await findUserByName(services, params.userId, caller);
  return describeRole(services, await findRole(services, id, params.roleAssignmentId));
};

/** Gives a role to a user: none that can do more than the caller can. */
export const assignRoleToUser: Handler<'assignRoleToUser'> = async (services, { params, body: { type }, caller }) => {
  const now = services.now();
  const { id: userId, status } = await findUserByName(services, params.userId, caller);
  if (!includes(caller.principal, { roles: [type] })) {
    throw fault('forbidden').because(`Nobody gives more than they have: ${type} can do more than this caller.`);
  }
  if (!mayAct(status)) throw fault('wrongUserStatus').because(`The user is ${status}, and could not act.`);
  const assignment: RoleAssignment = { id: services.newId('ra1'), userId, role: type, created: now };
  const applied = await services.store.apply([
    { do: 'insertRole', assignment },
    logEntry({ caller, now }, { event: 'user.account.privilege.grant', userId, detail: { role: type } }),
  ]);
  if (applied === 'stale') throw fault('notFound', { id: params.userId, type: 'User' });
  if (applied === 'taken') throw fault('roleAssigned').because(`GET /api/v1/users/${userId}/roles shows it.`);
  return describeRole(services, assignment);
};

/** Takes a role from a user: not from oneself, and not SUPER_ADMIN from the last who holds it. */
export const unassignRoleFromUser: Handler<'unassignRoleFromUser'> = async (services, { params, caller }) => {
  const now = services.now();
  const { id: userId } = await findUserByName(services, params.userId, caller);
  const { id, role } = await findRole(services, userId, params.roleAssignmentId);
  notOneself(caller.principal, userId);
  const applied = await services.store.apply([
    { do: 'removeRole', id },
    ...(role === 'SUPER_ADMIN' ? [{ do: 'keepSuperAdmin', at: now } as const] : []),
    logEntry({ caller, now }, { event: 'user.account.privilege.revoke', userId, detail: { role } }),
  ]);
  if (applied === 'stale') throw missing(params.roleAssignmentId);
  if (applied === 'taken') throw lastSuperAdmin();
  return {};
};

async function findRole({ store }: Services, userId: string, id: string): Promise<RoleAssignment> {
  const found = (await store.roles.ofUser(userId)).find((assignment) => assignment.id === id);
  if (found) return found;
  throw missing(id);
}

const missing = (id: string) => fault('notFound', { id, type: 'RoleAssignment' });

function describeRole({ links }: Services, { id, userId, role, created }: RoleAssignment): RoleResource {
  return {
    id,
    label: roleLabels[role],
    type: role,
    status: 'ACTIVE',
    created: timestamp(created),
    lastUpdated: timestamp(created),
    assignmentType: 'USER',
    _links: links.access.role(userId),
  };
}
