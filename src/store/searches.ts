import type { YubikeyRecord } from '../domain/hardwareTokens/yubikeyRecord.ts';
import type { LogPlace, StoredEntry } from '../domain/log/logEntry.ts';

/** A page of the list of users. */
export interface UserQuery {
  /** Only users whose first name, last name or e-mail starts with this. */
  readonly q?: string;
  /** Only users who have been reached at this phone: E.164, or the last four digits. */
  readonly phone?: string;
  /** Parsed SCIM expressions (RFC 7644 section 3.4.2.2), all of which must hold. */
  readonly filters: readonly ListFilter[];
  readonly limit: number;
  readonly after?: UserCursor;
}

/** The last user of the page before: lists are sorted by creation, then id. */
export interface UserCursor {
  readonly created: string;
  readonly id: string;
}

/** The part of a SCIM filter that lists can be searched with: attributes by their whole names, compared or present. */
export type ListFilter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly ListFilter[] }
  | { readonly op: 'not'; readonly filter: ListFilter }
  | {
      readonly op: 'eq' | 'ne' | 'sw' | 'ew' | 'co' | 'gt' | 'ge' | 'lt' | 'le';
      readonly attribute: string;
      /** A number is compared as a number, everything else as text. */
      readonly value: string | number;
    }
  | { readonly op: 'pr'; readonly attribute: string };

/** Attributes by which the YubiKeys of the pool can be sorted and searched. */
export type YubikeyAttribute =
  | 'profile.email'
  | 'profile.serial'
  | 'activated'
  | 'user.id'
  | 'created'
  | 'status'
  | 'lastVerified';

/** A page of the pool. */
export interface YubikeyQuery {
  readonly sortBy: YubikeyAttribute;
  readonly descending: boolean;
  readonly filter?: ListFilter;
  readonly limit: number;
  /** The last token of the page before, and its sort key. */
  readonly after?: { readonly key: string; readonly id: string };
}

/** A token in a list. */
export interface ListedYubikey {
  readonly token: YubikeyRecord;
  /** E-mail of the user it is assigned to, in lower case. */
  readonly email?: string;
  /** The value it was sorted by. */
  readonly key: string;
}

/** A page of a user's messages. */
export interface MessageQuery {
  readonly limit: number;
  /** The last message of the page before. */
  readonly after?: { readonly created: string; readonly id: string };
}

/** The values by which entries of the log are found without looking at others. */
export type LogKeyName = 'event' | 'outcome' | 'actor' | 'target' | 'user' | 'address' | 'request';

/** A value that an entry must have; a target may be a user, a factor or something else, a user is whom it happened to. */
export interface LogKey {
  readonly name: LogKeyName;
  readonly value: string;
}

/** A page of the log. */
export interface LogQuery {
  /** Only entries that have one key of each group, at most `MOST_LOG_KEYS` in all; all entries when absent. */
  readonly keys?: readonly (readonly LogKey[])[];
  /** Only entries of these times: from `since` on, and before `until`. */
  readonly since?: Temporal.Instant;
  readonly until?: Temporal.Instant;
  /** Only entries in front of which no other can appear any more. */
  readonly settled: boolean;
  readonly descending: boolean;
  /** The last entry of the page before. */
  readonly after?: LogPlace;
  readonly limit: number;
}

/** Entries that a page found, in order. */
export interface LogPage {
  readonly entries: readonly StoredEntry[];
  /** The place up to which it has looked, when it stopped before the page was full or the log at its end. */
  readonly upTo?: LogPlace;
}

/** Each key is looked up by itself. */
export const MOST_LOG_KEYS = 50;
