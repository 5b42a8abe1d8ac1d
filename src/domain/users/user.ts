/** The status of a user in its life cycle. */
export type UserStatus =
  | 'STAGED'
  | 'PROVISIONED'
  | 'ACTIVE'
  | 'RECOVERY'
  | 'PASSWORD_EXPIRED'
  | 'LOCKED_OUT'
  | 'SUSPENDED'
  | 'DEPROVISIONED';

/** Another checker of a user's password than this service: an identity provider that is not asked here (fact 239). */
export type UserProvider = 'FEDERATION';

/** The profile of a person. The six named fields always exist; others are kept as given. */
export interface UserProfile {
  readonly login: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly mobilePhone: string | null;
  readonly secondEmail: string | null;
  readonly [attribute: string]: unknown;
}

/**
 * The reason a user was given a link: to set a first password, or another one, because an administrator reset it or because
 * the user forgot it. The last leaves the password as it is until then, and asks for the answer to the recovery question.
 */
export type PasswordPurpose = 'activate' | 'reset' | 'forgot';

/** `administrator`: the command line printed it, and a password and a factor come by it together. */
export type LinkPurpose = PasswordPurpose | 'administrator';

/** A link by which a user sets a password, once. Only a digest of its token is kept. */
export interface PasswordLink {
  readonly digest: string;
  readonly purpose: LinkPurpose;
  readonly expires: Temporal.Instant;
}

/** The last link that was used, so that whoever opens it again is told so. It sets no password any more. */
export interface UsedLink {
  readonly digest: string;
  readonly at: Temporal.Instant;
}

/** A person whose factors we keep. Hashes only: no password or answer is ever stored. */
export interface User {
  readonly id: string;
  readonly status: UserStatus;
  /** The status that a suspended user returns to. */
  readonly suspendedFrom?: UserStatus;
  readonly profile: UserProfile;
  /** argon2id, in PHC string format. */
  readonly passwordHash?: string;
  /** Users of a provider have no password here, and need none to be ACTIVE. */
  readonly provider?: UserProvider;
  /** The link by which the user sets a password, until it is used. */
  readonly link?: PasswordLink;
  /** Until there is another link. */
  readonly usedLink?: UsedLink;
  readonly recovery?: { readonly question: string; readonly answerHash: string };
  readonly created: Temporal.Instant;
  readonly activated?: Temporal.Instant;
  readonly statusChanged?: Temporal.Instant;
  readonly lastLogin?: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  readonly passwordChanged?: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** The part of a user that requests about one of their factors need. */
export type Owner = Pick<User, 'id' | 'status' | 'profile'>;
