import type { Limit } from '../domain/budgets/budgets.ts';
import type { KnownName } from '../domain/budgets/requester.ts';
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
import type { Owner, User, UserProfile, UserStatus } from '../domain/users/user.ts';
import type { Phone } from '../domain/values/phone.ts';
import type {
  HelpDeskReads,
  IdentityReads,
  RoleReads,
  ServiceAppReads,
  SessionReads,
  SigningKeyReads,
  TokenReads,
  TrustedOriginReads,
} from './accessReads.ts';
import type { Applied, Change } from './change.ts';
import type { EventHookReads } from './eventHookReads.ts';
import type { ListedYubikey, LogPage, LogQuery, MessageQuery, UserQuery, YubikeyQuery } from './searches.ts';
import type { KeyHold } from './shared/keyHold.ts';

/** A user, the factor that was asked for if it is theirs, and what is switched on. */
export interface FoundFactor {
  readonly user: Owner;
  readonly factor?: Factor;
  readonly enrollment?: EnrollmentSettings;
  /** Those of the names that were asked about which the user knows. */
  readonly known?: readonly KnownName[];
}

/** Reads of factors and of what decides about them. */
export interface FactorReads {
  /**
   * Reads all of it in one round trip, with what the user knows of up to three names of a requester; undefined when
   * there is no such user.
   */
  find(ref: FactorRef, names?: readonly string[]): Promise<FoundFactor | undefined>;
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
  /** All factors of a user, oldest first, without their sealed state: opens nothing. */
  envelopes(userId: string): Promise<readonly Omit<Factor, 'state' | 'version'>[]>;
  /** A factor that is gone, and why. */
  former(ref: FactorRef): Promise<FormerFactor | undefined>;
  /** Whether the user has a factor, pending ones too. */
  any(userId: string): Promise<boolean>;
  /** The phones a user has been reached at, one per channel. */
  phones(userId: string): Promise<readonly Phone[]>;
}

/** Reads of questions that are answered on another device. */
export interface TransactionReads {
  /** The user, the factor when it is theirs, and the transaction when it is the factor's; one round trip. */
  find(ref: TransactionRef): Promise<(FoundFactor & { readonly transaction?: Transaction }) | undefined>;
  /** Questions of a factor that can be answered now: at most one, but for the moment in which another replaces it. */
  waiting(ref: FactorRef, now: Temporal.Instant): Promise<readonly Transaction[]>;
}

/** Reads of users. */
export interface UserReads {
  byId(id: string): Promise<User | undefined>;
  /** Without regard to case (fact 154). */
  byLogin(login: string): Promise<User | undefined>;
  /** The first two whose login has this before its "@", without regard to case (fact 235). */
  byShortname(name: string): Promise<readonly User[]>;
  /** By the digest of the token of the link they have. */
  byLink(digest: string): Promise<User | undefined>;
  list(query: UserQuery): Promise<readonly User[]>;
  /** The profiles of those of these users who exist, by their ids. */
  profiles(ids: readonly string[]): Promise<ReadonlyMap<string, UserProfile>>;
}

/** Reads of the profiles of custom tokens. */
export interface FactorProfileReads {
  byId(id: string): Promise<FactorProfile | undefined>;
  /** Oldest first. */
  list(): Promise<readonly FactorProfile[]>;
}

/** Reads of the system log. */
export interface LogReads {
  /** The newest `most` entries about a user, oldest first. */
  recent(userId: string, most: number): Promise<readonly LogEntry[]>;
  /** All entries about a user, oldest first. */
  ofUser(userId: string): Promise<readonly LogEntry[]>;
  /** One page of the whole log. */
  page(query: LogQuery): Promise<LogPage>;
}

/** Reads of the organization's pool of YubiKeys. */
interface YubikeyReads {
  byId(id: string): Promise<YubikeyRecord | undefined>;
  list(query: YubikeyQuery): Promise<readonly ListedYubikey[]>;
}

/** The state of a budget: how many are used, and when the next is allowed (now, unless it is used up). */
export interface BudgetStanding {
  readonly limit: Limit;
  readonly used: number;
  readonly next: Temporal.Instant;
}

/** The outcome of taking from several budgets. */
type Spent =
  | { readonly ok: true; readonly standings: readonly BudgetStanding[] }
  /** The budget that is used up; nothing was taken from the others. */
  | { readonly ok: false; readonly limit: Limit; readonly retryAt: Temporal.Instant };

/** Budgets. */
export interface LimitStore {
  /** Takes one from each budget, atomically, or from none. To be called before an answer is looked at. */
  spend(limits: readonly Limit[], now: Temporal.Instant): Promise<Spent>;
  /** The state of a budget; takes nothing. */
  peek(limit: Limit, now: Temporal.Instant): Promise<BudgetStanding>;
  /** Whether something was remembered under this key (see `remember` in `Write`). */
  isRemembered(key: string, now: Temporal.Instant): Promise<boolean>;
  /**
   * Forgets a key, and gives the number that it was remembered with unless its time is over: of several who ask at once
   * one gets it.
   */
  takeNote(key: string, now: Temporal.Instant): Promise<number | undefined>;
}

/** Reads of the requesters that users know. */
interface RequesterReads {
  /** Those of these names that a user knows, whether or not their time is over. */
  known(userId: string, names: readonly string[]): Promise<readonly KnownName[]>;
}

/** Reads of the records of messages. */
export interface MessageReads {
  /** One page, newest first. */
  page(userId: string, query: MessageQuery): Promise<readonly MessageRecord[]>;
  /** The records of a user's messages, oldest first. */
  ofUser(userId: string): Promise<readonly MessageRecord[]>;
  /** Counts the messages written to a user on a channel since the last one whose code came back. */
  waitingFor(userId: string, channel: Channel): Promise<number>;
  byId(userId: string, id: string): Promise<MessageRecord | undefined>;
  /** Counts the messages written to a user on a channel since an instant. */
  since(userId: string, channel: Channel, from: Temporal.Instant): Promise<number>;
  /** The whole recipient; undefined in a record of a version that kept none. */
  recipient(userId: string, id: string): Promise<string | undefined>;
  /** The message to which a provider gave this id. */
  byReference(provider: string, reference: string): Promise<MessageRecord | undefined>;
}

/** Reads of the providers of messages that were set up over the API. */
export interface MessageProviderReads {
  byId(id: string): Promise<MessageProvider | undefined>;
  /** Oldest first. */
  list(): Promise<readonly MessageProvider[]>;
}

/** Reads of the texts of messages, by channel: an id of one channel means nothing on another. */
export interface TemplateReads {
  byId(channel: Channel, id: string): Promise<MessageTemplate | undefined>;
  /** Oldest first. */
  list(channel: Channel): Promise<readonly MessageTemplate[]>;
}

/** Reads of inline hooks: services of an administrator's that are asked while a request is served. */
export interface InlineHookReads {
  byId(id: string): Promise<InlineHook | undefined>;
  /** The active hook of a type. */
  active(type: string): Promise<InlineHook | undefined>;
  /** Oldest first. */
  list(): Promise<readonly InlineHook[]>;
}

/** The state of an Idempotency-Key; `request` is the request that used it first. */
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

/** Everything that is stored. Reads by resource; every write goes through `apply`. */
export interface Store {
  readonly factors: FactorReads;
  readonly transactions: TransactionReads;
  readonly users: UserReads;
  readonly roles: RoleReads;
  readonly tokens: TokenReads;
  readonly log: LogReads;
  readonly limits: LimitStore;
  readonly requesters: RequesterReads;
  readonly idempotency: IdempotencyStore;
  readonly messages: MessageReads;
  readonly templates: TemplateReads;
  readonly messageProviders: MessageProviderReads;
  readonly inlineHooks: InlineHookReads;
  readonly eventHooks: EventHookReads;
  readonly serviceApps: ServiceAppReads;
  readonly signingKeys: SigningKeyReads;
  readonly trustedOrigins: TrustedOriginReads;
  readonly sessions: SessionReads;
  readonly identities: IdentityReads;
  readonly helpDesk: HelpDeskReads;
  /** The settings of enrollment, by authenticators and policy; undefined before anybody has asked for them. */
  readonly enrollment: {
    read(): Promise<EnrollmentSettings | undefined>;
    /** The secret shared with the outside service of an authenticator. */
    secret(authenticatorId: string): Promise<string | undefined>;
  };
  /** Things of the organization that kinds look up before they decide. */
  readonly org: OrgReads;
  readonly factorProfiles: FactorProfileReads;
  /** The organization's pool of YubiKeys. */
  readonly yubikeys: YubikeyReads;
  apply(change: Change): Promise<Applied>;
  /** Fails within two seconds unless the database can be read and written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
