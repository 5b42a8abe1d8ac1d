import type { ApiToken, OwnedToken } from '../domain/access/apiToken.ts';
import type { RoleAssignment } from '../domain/access/roleAssignment.ts';

/** Reads of administrators' roles. */
export interface RoleReads {
  /** Oldest first. */
  ofUser(userId: string): Promise<readonly RoleAssignment[]>;
}

/** Reads of API tokens. */
export interface TokenReads {
  byDigest(digest: string): Promise<ApiToken | undefined>;
  byId(id: string): Promise<OwnedToken | undefined>;
  /** The token with what decides whether it works, and what it may do; one round trip. */
  presented(digest: string): Promise<OwnedToken | undefined>;
  list(): Promise<readonly ApiToken[]>;
}
