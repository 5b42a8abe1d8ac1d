import type { Role } from '../../contract/access/roles.ts';

/** A person holds an administrator role. */
export interface RoleAssignment {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly created: Temporal.Instant;
}

/** Writes of roles and API tokens. */
export type AccessWrite =
  | { readonly do: 'insertRole'; readonly assignment: RoleAssignment }
  | { readonly do: 'removeRole'; readonly id: string }
  /**
   * At the end of a change by which somebody is no longer a SUPER_ADMIN, or can no longer act: `taken` when nobody is left
   * who is and can: sign in to the administrators' pages, or use an API token of theirs. Such changes wait for each other, so that of two that would leave nobody one is refused. With a user
   * only if that one holds the role.
   */
  | { readonly do: 'keepSuperAdmin'; readonly userId?: string; readonly at: Temporal.Instant }
  /** An API token was used; not written when the last time was less than a minute before. */
  | { readonly do: 'usedToken'; readonly id: string; readonly at: Temporal.Instant };
