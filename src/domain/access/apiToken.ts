import type { Role } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import type { UserStatus } from '../users/user.ts';

/** An API token. The secret itself is shown once and kept as a SHA-256 digest. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  /** The person in whose name it acts. */
  readonly ownerId?: string;
  /** A role of its own; without one it acts with the roles of its owner. */
  readonly role?: Role;
  /** The scopes it is limited to. */
  readonly scopes?: readonly Scope[];
  /** Addresses and networks (CIDR) that it may be used from; everywhere when absent. */
  readonly networks?: readonly string[];
  readonly created: Temporal.Instant;
  /** From then on it is refused. */
  readonly expires?: Temporal.Instant;
  /** To the minute. */
  readonly lastUsed?: Temporal.Instant;
  readonly revoked?: Temporal.Instant;
}

/** The owner of an API token, as far as it matters to the token. */
export interface TokenOwner {
  readonly status: UserStatus;
  readonly roles: readonly Role[];
}

/** An API token and its owner, if it has one. */
export interface OwnedToken {
  readonly token: ApiToken;
  readonly owner?: TokenOwner;
}
