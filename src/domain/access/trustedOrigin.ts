import type { OriginScope } from '../../contract/org/trustedOrigin.ts';

/** The origin of web pages that are not ours (RFC 6454), and the purposes it is trusted for. */
export interface TrustedOrigin {
  readonly id: string;
  readonly name: string;
  /** As browsers write it in `Origin`: scheme, host and port, in lower case. */
  readonly origin: string;
  readonly scopes: readonly OriginScope[];
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly created: Temporal.Instant;
  /** Id of the person, token or client that made it. */
  readonly createdBy: string;
  readonly lastUpdated: Temporal.Instant;
  readonly lastUpdatedBy: string;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** Every list of them is short enough to come whole. */
export const MAX_ORIGINS = 100;

/** Changes of trusted origins: `taken` when another has the same origin, `stale` when somebody wrote first. */
export type TrustedOriginWrite =
  | { readonly do: 'insertTrustedOrigin'; readonly origin: TrustedOrigin }
  | { readonly do: 'saveTrustedOrigin'; readonly origin: TrustedOrigin }
  | { readonly do: 'removeTrustedOrigin'; readonly origin: TrustedOrigin };
