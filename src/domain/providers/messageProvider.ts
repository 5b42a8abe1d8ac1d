import type { Channel } from '../messages/message.ts';

/** A provider of messages as an administrator has set it up: which one, for whom, and in which order. */
export interface MessageProvider {
  readonly id: string;
  /** Which of the providers the program has: `twilio`, `smtp`, … */
  readonly type: string;
  /** Unique among those of the API. */
  readonly name: string;
  readonly enabled: boolean;
  readonly channels: readonly Channel[];
  readonly routes: Routes;
  /** As in SRV records (RFC 2782): the lowest is tried first. */
  readonly priority: number;
  /** The share of first tries among those of the same priority; 0 only stands in for others. */
  readonly weight: number;
  /** The settings in the form of its type; sealed at rest, for they hold secrets. */
  readonly settings: ProviderSettings;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
  /** Read-only: set by the process's own configuration, not by the API. */
  readonly fixed?: true;
}

export type ProviderSettings = Readonly<Record<string, unknown>>;

/** Which phones it serves: all when both are empty, otherwise those that one of the entries fits. */
export interface Routes {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Beginnings of E.164 numbers, with their plus. */
  readonly prefixes: readonly string[];
}

/** The primary provider's name in Okta's words. */
export const PRIMARY = 0;
export const DEFAULT_PRIORITY = 10;
export const DEFAULT_WEIGHT = 100;

export type MessageProviderWrite =
  | { readonly do: 'insertMessageProvider'; readonly provider: MessageProvider }
  /** `provider.version` is the one that was read. */
  | { readonly do: 'saveMessageProvider'; readonly provider: MessageProvider }
  | { readonly do: 'removeMessageProvider'; readonly provider: MessageProvider };
