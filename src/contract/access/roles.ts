/** Okta's standard administrator roles that the service knows, by the `type` of a role assignment. */
export const roleTypes = ['SUPER_ADMIN', 'ORG_ADMIN', 'USER_ADMIN', 'HELP_DESK_ADMIN', 'READ_ONLY_ADMIN'] as const;

/** An administrator role. */
export type Role = (typeof roleTypes)[number];

/** The words for each role in Okta’s replies. */
export const roleLabels: Readonly<Record<Role, string>> = {
  SUPER_ADMIN: 'Super Administrator',
  ORG_ADMIN: 'Organization Administrator',
  USER_ADMIN: 'Group Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  READ_ONLY_ADMIN: 'Read-only Administrator',
};
