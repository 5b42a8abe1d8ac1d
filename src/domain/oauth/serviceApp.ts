import type { Role } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import type { PublicKey } from './publicKey.ts';

/** A program that calls the API by OAuth 2.0, with keys of its own; its id is its client id (`0oa…`). */
export interface ServiceApp {
  readonly id: string;
  readonly label: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** Whether its access tokens are bound to a key and each request needs a proof (RFC 9449): on for new ones (fact 244). */
  readonly dpopBound: boolean;
  readonly keys: readonly ClientKey[];
  /** The address of its keys (RFC 7591 section 2), for an app without keys here. */
  readonly jwksUri?: string;
  readonly grants: readonly ScopeGrant[];
  /** Administrators' roles: what it may do is what both a role and a scope allow. */
  readonly roles: readonly AppRole[];
  /** Counts up when keys or roles are taken from it, and when it is switched off: tokens of before are no longer believed. */
  readonly epoch: number;
  readonly shown: AppDisplay;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** A key by which an app is recognised. */
export interface ClientKey {
  /** `pks…`, unlike its `kid`, which the app chose. */
  readonly id: string;
  readonly kid: string;
  readonly jwk: PublicKey;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** ISO 8601. */
  readonly created: string;
  readonly lastUpdated: string;
}

/** A scope that an app may ask for. */
export interface ScopeGrant {
  /** `oag…` */
  readonly id: string;
  readonly scope: Scope;
  /** The id of the token, person or client that granted it; empty for the command line. */
  readonly by: string;
  /** ISO 8601. */
  readonly created: string;
}

/** An administrator's role that an app holds. */
export interface AppRole {
  /** `ra1…` */
  readonly id: string;
  readonly role: Role;
  /** ISO 8601. */
  readonly created: string;
}

/** Members of an app that are kept for administrators and their tools, and decide nothing. */
export interface AppDisplay {
  readonly userNameTemplate?: object;
  readonly autoKeyRotation?: boolean;
  readonly accessibility?: object;
  readonly visibility?: object;
  readonly notes?: object;
  readonly profile?: object;
  /** The members of `settings.oauthClient` that concern sign-in, of which a service app has none. */
  readonly oauthClient?: object;
}

/** More keys or apps than these are a mistake. */
export const MAX_KEYS = 50;
export const MAX_APPS = 1_000;

/** Changes of service apps; a save happens only while the version is the one that was read. */
export type ServiceAppWrite =
  | { readonly do: 'insertServiceApp'; readonly app: ServiceApp }
  | { readonly do: 'saveServiceApp'; readonly app: ServiceApp }
  /** `stale` once somebody changed it. */
  | { readonly do: 'removeServiceApp'; readonly app: ServiceApp };
