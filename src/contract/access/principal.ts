import type { Role } from './roles.ts';
import type { Scope } from './scopes.ts';

/**
 * The author of an authenticated request, and what they may do. An operation is allowed when one of the roles allows it
 * and its scope is among the scopes; of the two, an absent one does not limit, and without both nothing is allowed.
 */
export interface Principal extends Grant {
  /**
   * The credential: an API token, an OAuth client that asks for itself, the session of an administrator, a statement that a
   * user's device signed, the secret of an Okta org's hook, or none.
   */
  readonly kind: 'apiToken' | 'serviceApp' | 'session' | 'device' | 'hook' | 'anonymous';
  /** Id of the token, client, session or device; empty for nobody. Requests and budgets are counted by it. */
  readonly id: string;
  /** The person in whose name it acts: the owner of a token or of a session; what `me` means. */
  readonly userId?: string;
  /** The session the request belongs to, where the credential is one. */
  readonly sessionId?: string;
  /** A session whose last proof by a factor is too long ago for what is dangerous. */
  readonly needsProof?: true;
}

/** The principal of a public operation: no credential is looked at, not even a wrong one. */
export const nobody: Principal = { kind: 'anonymous', id: '' };

/** Roles and scopes that a principal, or a token that is to be made, has. */
export interface Grant {
  readonly roles?: readonly Role[];
  readonly scopes?: readonly Scope[];
}
