/** Roles of administrators, as the API names them, from the most that may be done to the least. */
export const roleTypes = ['SUPER_ADMIN', 'ORG_ADMIN', 'USER_ADMIN', 'HELP_DESK_ADMIN', 'READ_ONLY_ADMIN'] as const;
export type Role = (typeof roleTypes)[number];

const managers = ['SUPER_ADMIN', 'ORG_ADMIN', 'USER_ADMIN'] as const;
const helpers = [...managers, 'HELP_DESK_ADMIN'] as const;
const everybody = [...helpers, 'READ_ONLY_ADMIN'] as const;
const owners = ['SUPER_ADMIN'] as const;
const organizers = ['SUPER_ADMIN', 'ORG_ADMIN'] as const;
const lookers = ['SUPER_ADMIN', 'ORG_ADMIN', 'READ_ONLY_ADMIN'] as const;

/** The roles that may call what the console offers as actions; a test compares them with those of the service. */
export const permissions = {
  listUsers: everybody,
  listUsersWithRoleAssignments: everybody,
  listLogEvents: lookers,
  listApiTokens: lookers,
  listEventHooks: lookers,
  replayEventHookDeliveries: organizers,
  listApplications: lookers,
  listTrustedOrigins: lookers,
  revokeApiToken: owners,
  createApplication: owners,
  grantConsentToScope: owners,
  createTrustedOrigin: owners,
  assignRoleToUser: owners,
  unassignRoleFromUser: owners,
  resetFactors: helpers,
  unenrollFactor: helpers,
  unlockUser: helpers,
  decideHelpDeskRequest: managers,
  activateUser: managers,
  suspendUser: managers,
  unsuspendUser: managers,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Action = keyof typeof permissions;

/** Whether somebody with these roles may do it: what they may not is not offered. */
export const may = (roles: readonly Role[], action: Action): boolean =>
  roles.some((role) => (permissions[action] as readonly Role[]).includes(role));
