/** Okta's standard administrator roles that the service knows, by the `type` of a role assignment. */
export const roleTypes = ['SUPER_ADMIN', 'ORG_ADMIN', 'USER_ADMIN', 'HELP_DESK_ADMIN', 'READ_ONLY_ADMIN'] as const;

/** An administrator role. */
export type Role = (typeof roleTypes)[number];
