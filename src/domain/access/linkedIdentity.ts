import type { Role } from '../../contract/access/roles.ts';

/** A person at an OpenID provider. Nothing but the two together is theirs for good (OpenID Connect Core, section 5.7). */
export interface IdentityName {
  readonly issuer: string;
  readonly subject: string;
}

/** A user is this person at a provider. A user has one identity at a provider, and an identity is of one user. */
export interface LinkedIdentity extends IdentityName {
  readonly userId: string;
  /** The roles that the provider's claim gave at the last sign-in: who may do less does not act on the user. */
  readonly roles: readonly Role[];
  readonly created: Temporal.Instant;
}

/** Writes of linked identities. */
export type IdentityWrite =
  /** `taken` when the identity or the user is linked already. */
  | { readonly do: 'linkIdentity'; readonly identity: LinkedIdentity }
  /** Notes the roles of a sign-in; `stale` when the identity is not linked to the user any more, or has other roles than `was`. */
  | {
      readonly do: 'saveIdentityRoles';
      readonly identity: Omit<LinkedIdentity, 'created'>;
      readonly was?: readonly Role[];
    }
  | { readonly do: 'unlinkIdentity'; readonly userId: string; readonly issuer: string };
