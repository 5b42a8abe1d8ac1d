import type { ApiToken } from '../domain/access/apiToken.ts';
import type { Limit } from '../domain/budgets/budgets.ts';
import type { Transaction, TransactionRef } from '../domain/devices/transaction.ts';
import type { Factor, FactorRef, FormerFactor } from '../domain/factors/factor.ts';
import type { FactorProfile } from '../domain/hardwareTokens/factorProfile.ts';
import type { OrgReads } from '../domain/hardwareTokens/tokenPool.ts';
import type { YubikeyRecord } from '../domain/hardwareTokens/yubikeyRecord.ts';
import type { InlineHook } from '../domain/hooks/inlineHook.ts';
import type { LogEntry } from '../domain/log/logEntry.ts';
import type { Channel } from '../domain/messages/message.ts';
import type { MessageRecord } from '../domain/messages/messageRecord.ts';
import type { EnrollmentSettings } from '../domain/org/enrollmentSettings.ts';
import type { MessageProvider } from '../domain/providers/messageProvider.ts';
import type { MessageTemplate } from '../domain/templates/template.ts';
import type { Owner, User, UserStatus } from '../domain/users/user.ts';
import type { Phone } from '../domain/values/phone.ts';
import type { Applied, Change } from './change.ts';
import type { KeyHold } from './shared/keyHold.ts';

export interface FoundFactor {
  readonly user: Owner;
  readonly factor?: Factor;
  readonly enrollment?: EnrollmentSettings;
}

export interface FactorReads {
  /** The user, when it is theirs the factor, and what is switched on; one round trip. */
  find(ref: FactorRef): Promise<FoundFactor | undefined>;
  /** All factors of a user, oldest first, with what decides whether they are shown; one round trip. */
  ofUser(userId: string): Promise<
    | {
        readonly userStatus: UserStatus;
        readonly factors: readonly Factor[];
        readonly enrollment?: EnrollmentSettings;
      }
    | undefined
  >;
  /** All factors of a user, oldest first. */
  list(userId: string): Promise<readonly Factor[]>;
  /** The same without what is sealed: needs no key. */
  envelopes(userId: string): Promise<readonly Omit<Factor, 'state' | 'version'>[]>;
  former(ref: FactorRef): Promise<FormerFactor | undefined>;
  /** Whether the user has any, pending ones too. */
  any(userId: string): Promise<boolean>;
  phones(userId: string): Promise<readonly Phone[]>;
}

/** Questions that are answered elsewhere. */
export interface TransactionReads {
  /** The user, the factor when it is theirs, and the transaction when it is the factor's; one round trip. */
  find(ref: TransactionRef): Promise<(FoundFactor & { readonly transaction?: Transaction }) | undefined>;
  /** What a factor may be asked now: one at most, but for the moment in which another takes its place. */
  waiting(ref: FactorRef, now: Temporal.Instant): Promise<readonly Transaction[]>;
}

/** Which users a list wants, and where it goes on. */
export interface UserQuery {
  /** What first name, last name or e-mail start with. */
  readonly q?: string;
  /** Parsed SCIM expressions (RFC 7644 section 3.4.2.2), all of which must hold. */
  readonly filters: readonly UserFilter[];
  readonly limit: number;
  readonly after?: UserCursor;
}

/** The last user of the page before: lists go by creation, then id. */
export interface UserCursor {
  readonly created: string;
  readonly id: string;
}

/** The part of a SCIM filter that users can be searched with: top-level attributes, and `profile.` with any name. */
export type UserFilter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly UserFilter[] }
  | { readonly op: 'not'; readonly filter: UserFilter }
  | {
      readonly op: 'eq' | 'ne' | 'sw' | 'ew' | 'co' | 'gt' | 'ge' | 'lt' | 'le';
      readonly attribute: string;
      /** Numbers are compared as numbers, everything else as text. */
      readonly value: string | number;
    }
  | { readonly op: 'pr'; readonly attribute: string };

export interface UserReads {
  byId(id: string): Promise<User | undefined>;
  /** Case-insensitive (fact 154). */
  byLogin(login: string): Promise<User | undefined>;
  list(query: UserQuery): Promise<readonly User[]>;
}

export interface FactorProfileReads {
  byId(id: string): Promise<FactorProfile | undefined>;
  /** Oldest first. */
  list(): Promise<readonly FactorProfile[]>;
}

export interface TokenReads {
  byDigest(digest: string): Promise<ApiToken | undefined>;
  list(): Promise<readonly ApiToken[]>;
}

export interface LogReads {
  /** The newest of it, oldest first. */
  recent(userId: string, most: number): Promise<readonly LogEntry[]>;
  /** What happened to a user, oldest first. */
  ofUser(userId: string): Promise<readonly LogEntry[]>;
}

/** What the YubiKeys of the pool are sorted and searched by. */
export type YubikeyAttribute =
  | 'profile.email'
  | 'profile.serial'
  | 'activated'
  | 'user.id'
  | 'created'
  | 'status'
  | 'lastVerified';

export interface YubikeyQuery {
  readonly sortBy: YubikeyAttribute;
  readonly descending: boolean;
  readonly filter?: UserFilter;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: { readonly key: string; readonly id: string };
}

/** A token of a list. */
export interface ListedYubikey {
  readonly token: YubikeyRecord;
  /** Of the user it is assigned to, in lower case. */
  readonly email?: string;
  /** What it was sorted by. */
  readonly key: string;
}

export interface YubikeyReads {
  byId(id: string): Promise<YubikeyRecord | undefined>;
  list(query: YubikeyQuery): Promise<readonly ListedYubikey[]>;
}

/** Where a budget stands: how many are used, and when the next is allowed (now, unless it is used up). */
export interface Standing {
  readonly limit: Limit;
  readonly used: number;
  readonly next: Temporal.Instant;
}

export type Spent =
  | { readonly ok: true; readonly standings: readonly Standing[] }
  /** The budget that is used up; nothing was taken from the others. */
  | { readonly ok: false; readonly limit: Limit; readonly retryAt: Temporal.Instant };

export interface LimitStore {
  /** Takes one from each, atomically, or from none; before anything is looked at. */
  spend(limits: readonly Limit[], now: Temporal.Instant): Promise<Spent>;
  /** Where a budget stands, without taking any. */
  peek(limit: Limit, now: Temporal.Instant): Promise<Standing>;
  /** Whether something was remembered under this key (see `remember` in `Write`). */
  isRemembered(key: string, now: Temporal.Instant): Promise<boolean>;
}

/** Which part of a user's messages. */
export interface MessageQuery {
  readonly limit: number;
  /** The last message of the page before. */
  readonly after?: { readonly created: string; readonly id: string };
}

export interface MessageReads {
  /** Newest first. */
  page(userId: string, query: MessageQuery): Promise<readonly MessageRecord[]>;
  /** The records of a user's messages, oldest first. */
  ofUser(userId: string): Promise<readonly MessageRecord[]>;
  /** How many messages a user was to get on a channel since the last one whose code came back. */
  waitingFor(userId: string, channel: Channel): Promise<number>;
  byId(userId: string, id: string): Promise<MessageRecord | undefined>;
  /** How many a user was to get on a channel since then. */
  since(userId: string, channel: Channel, from: Temporal.Instant): Promise<number>;
  /** The message a provider means by its own id of it. */
  byReference(provider: string, reference: string): Promise<MessageRecord | undefined>;
}

/** Providers of messages that were set up over the API. */
export interface MessageProviderReads {
  byId(id: string): Promise<MessageProvider | undefined>;
  /** Oldest first. */
  list(): Promise<readonly MessageProvider[]>;
}

/** What messages say, by channel: an id of one channel means nothing on another. */
export interface TemplateReads {
  byId(channel: Channel, id: string): Promise<MessageTemplate | undefined>;
  /** Oldest first. */
  list(channel: Channel): Promise<readonly MessageTemplate[]>;
}

/** Services of an administrator's that are asked while a request is served. */
export interface InlineHookReads {
  byId(id: string): Promise<InlineHook | undefined>;
  /** The one of this type that is active. */
  active(type: string): Promise<InlineHook | undefined>;
  /** Oldest first. */
  list(): Promise<readonly InlineHook[]>;
}

/** What is known of an Idempotency-Key. `request` is what the request with it was. */
export type Reservation =
  /** Nobody has answered it, and nobody else will now. */
  | { readonly is: 'ours' }
  | { readonly is: 'answered'; readonly request: string; readonly reply: unknown }
  /** Somebody is about to. */
  | { readonly is: 'busy'; readonly request: string }
  /** It changed something, and then its answer was lost: with the process, or by an unexpected failure. */
  | { readonly is: 'lost'; readonly request: string };

/**
 * Requests that are answered once. A key is reserved, the change made for it marks it (`markKey` in `Write`), and its
 * reply is kept for 24 hours. A request that dies before its change leaves a key that is free after half a minute;
 * should it be alive after all, its change no longer happens.
 */
export interface IdempotencyStore {
  reserve(hold: KeyHold, request: string, now: Temporal.Instant): Promise<Reservation>;
  keep(hold: KeyHold, reply: unknown, now: Temporal.Instant): Promise<void>;
  /** Nothing was changed, or nothing that counts: the key is free again. */
  release(hold: KeyHold): Promise<void>;
  /** Something was changed, and what the answer was nobody knows. */
  lose(hold: KeyHold): Promise<void>;
  holds(hold: KeyHold): Promise<boolean>;
}

/** All that is kept. Reads by resource; every write goes through `apply`. */
export interface Store {
  readonly factors: FactorReads;
  readonly transactions: TransactionReads;
  readonly users: UserReads;
  readonly tokens: TokenReads;
  readonly log: LogReads;
  readonly limits: LimitStore;
  readonly idempotency: IdempotencyStore;
  readonly messages: MessageReads;
  readonly templates: TemplateReads;
  readonly messageProviders: MessageProviderReads;
  readonly inlineHooks: InlineHookReads;
  /** What is switched on and what the policy allows; undefined before anybody has asked for it. */
  readonly enrollment: { read(): Promise<EnrollmentSettings | undefined> };
  /** What kinds look up before they decide. */
  readonly org: OrgReads;
  readonly factorProfiles: FactorProfileReads;
  /** The organization's pool of YubiKeys. */
  readonly yubikeys: YubikeyReads;
  apply(change: Change): Promise<Applied>;
  /** Fails within two seconds unless the database can be read and written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
