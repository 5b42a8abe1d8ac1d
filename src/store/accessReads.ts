import type { ApiToken, OwnedToken } from '../domain/access/apiToken.ts';
import type { IdentityName, LinkedIdentity } from '../domain/access/linkedIdentity.ts';
import type { RoleAssignment } from '../domain/access/roleAssignment.ts';
import type { HeldSession } from '../domain/access/session.ts';
import type { TrustedOrigin } from '../domain/access/trustedOrigin.ts';
import type { HelpDeskRequest } from '../domain/helpDesk/helpDeskRequest.ts';
import type { ServiceApp } from '../domain/oauth/serviceApp.ts';
import type { StoredSigningKey } from '../domain/oauth/signingKeys.ts';

/** Reads of administrators' roles. */
export interface RoleReads {
  /** Oldest first. */
  ofUser(userId: string): Promise<readonly RoleAssignment[]>;
  /** Ids of users who hold a role, in their order, behind `after`. */
  holders(page: { readonly after: string; readonly limit: number }): Promise<readonly string[]>;
}

/** Reads of API tokens. */
export interface TokenReads {
  byDigest(digest: string): Promise<ApiToken | undefined>;
  byId(id: string): Promise<OwnedToken | undefined>;
  /** The token with what decides whether it works, and what it may do; one round trip. */
  presented(digest: string): Promise<OwnedToken | undefined>;
  list(): Promise<readonly ApiToken[]>;
  /** All of one person's, revoked and expired ones too; oldest first. */
  ofOwner(userId: string): Promise<readonly ApiToken[]>;
}

/** Reads of service apps, the clients of OAuth 2.0. */
export interface ServiceAppReads {
  byId(id: string): Promise<ServiceApp | undefined>;
  /** Oldest first. */
  list(): Promise<readonly ServiceApp[]>;
}

/** Reads of the keys that access tokens are signed with. */
export interface SigningKeyReads {
  /** Oldest first. */
  list(): Promise<readonly StoredSigningKey[]>;
}

/** Reads of the origins of web pages that are trusted. */
export interface TrustedOriginReads {
  byId(id: string): Promise<TrustedOrigin | undefined>;
  /** Oldest first. */
  list(): Promise<readonly TrustedOrigin[]>;
}

/** Reads of administrators' sessions, also of those that are over. */
export interface SessionReads {
  /** By the secret in the cookie. */
  presented(secret: string): Promise<HeldSession | undefined>;
  /** Oldest first. */
  ofUser(userId: string): Promise<readonly HeldSession[]>;
}

/** Reads of the identities at OpenID providers that users are linked to. */
export interface IdentityReads {
  bySubject(name: IdentityName): Promise<LinkedIdentity | undefined>;
  /** Oldest first. */
  ofUser(userId: string): Promise<readonly LinkedIdentity[]>;
  /** Oldest first. */
  ofIssuer(issuer: string): Promise<readonly LinkedIdentity[]>;
}

/** Reads of the help desk's requests to act on users. */
export interface HelpDeskReads {
  /** Newest first, used ones and those that are over too. */
  ofUser(userId: string): Promise<readonly HelpDeskRequest[]>;
  /** Up to 200 that wait for a second administrator, oldest first. */
  waiting(now: Temporal.Instant): Promise<readonly HelpDeskRequest[]>;
}
