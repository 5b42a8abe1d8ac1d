// Written out, and not derived from the contract's schemas: the types of the package must need no other package.

/** A user as `GET /api/v1/users/{id}` shows it. */
export interface UserReply {
  readonly id: string;
  readonly status: string;
  readonly created: string;
  readonly activated: string | null;
  readonly statusChanged: string | null;
  readonly lastLogin: string | null;
  readonly lastUpdated: string;
  readonly passwordChanged: string | null;
  readonly type: { readonly id: string };
  readonly profile: {
    readonly login: string;
    readonly email: string;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly mobilePhone: string | null;
    readonly secondEmail: string | null;
    readonly [attribute: string]: unknown;
  };
  readonly credentials: {
    readonly password?: object;
    readonly recovery_question?: { readonly question: string };
    readonly provider: { readonly type: string; readonly name: string };
  };
  readonly _links: Readonly<Record<string, { readonly href: string; readonly method?: 'POST' }>>;
}

/** A link of a factor. */
export interface FactorLink {
  readonly name?: string;
  readonly href: string;
  readonly type?: string;
  readonly hints?: { readonly allow: readonly string[] };
}

/** A factor as the reply to enrolling it shows it. */
export interface FactorReply {
  readonly id: string;
  readonly factorType: string;
  readonly provider: string;
  readonly vendorName: string;
  readonly status: string;
  readonly created?: string;
  readonly lastUpdated?: string;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly _links: Readonly<Record<string, FactorLink | readonly FactorLink[]>>;
  readonly _embedded?: Readonly<Record<string, unknown>>;
}

/** An enroll request. */
export interface NewFactor {
  readonly factorType: string;
  readonly provider: string;
  readonly profile?: Readonly<Record<string, unknown>>;
}

/** A user to be there. Attributes beside the named ones go into the profile as they are. */
export interface NewUser {
  /** By default one nobody else has. */
  readonly login?: string;
  /** By default the login. */
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly mobilePhone?: string;
  readonly secondEmail?: string;
  /** Without one the user cannot sign in, but have factors. */
  readonly password?: string;
  /** Enrolled with `activate=true`: sms, call, email and question are ACTIVE at once, without a message. */
  readonly factors?: readonly NewFactor[];
  readonly [attribute: string]: unknown;
}

/** A user as `GET /api/v1/users/{id}` shows it, with the replies to enrolling its factors. */
export interface SeededUser extends UserReply {
  readonly factors: readonly FactorReply[];
}
