import type { FixedCode } from '../dev/fixedCode.ts';
import type { InboxMessage } from '../dev/inboxMessage.ts';
import type { FaultInjection } from './faults.ts';
import type { NewUser, SeededUser } from './replies.ts';
import type { TestDevices } from './testDevices.ts';

/** The settings of a service for tests. Everything has a default. */
export interface CofactorOptions {
  /** Users who exist from the beginning, and after every `reset`. A string is a login. */
  readonly users?: readonly (string | NewUser)[];
  /** The port to listen on; by default any free one. `false`: none at all, requests come in through `fetch` only. */
  readonly port?: number | false;
  /** The API token it accepts; by default a random one. */
  readonly token?: string;
  /** Requests a minute per endpoint before 429; by default more than any test makes. */
  readonly apiLimit?: number;
  /** Codes that are known beforehand; all others are random. */
  readonly fixedCodes?: readonly FixedCode[];
  /** The organization's name, in messages and authenticator apps. */
  readonly issuer?: string;
}

/**
 * Which message is meant. Numbers are compared without separators, those without a plus sign by their end, addresses
 * without regard to letter case.
 */
export interface Wanted {
  readonly to?: string;
  readonly channel?: 'sms' | 'call' | 'email';
}

/** The messages that would have gone to phones and mailboxes. */
export interface TestInbox {
  /**
   * The oldest message that nobody has been given yet; waits for it if it has not been sent. Rejects after `timeout`
   * milliseconds (2,000 unless told) with what is there instead.
   */
  next(wanted?: Wanted & { readonly timeout?: number }): Promise<InboxMessage>;
  /** All of them, read or not, oldest first. */
  all(wanted?: Wanted): readonly InboxMessage[];
}

/** A stretch of time. */
export interface Stretch {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/** The service's clock: real time, moved forward as often as a test likes. */
export interface TestClock {
  now(): Date;
  /** Codes expire, limits end; nobody waits. Only forward. */
  advance(by: Stretch): void;
}

/** A whole Cofactor for tests, by itself: its own users, clock, inbox and token. */
export interface Cofactor {
  /** The base of every path; what Okta's SDKs call `orgUrl`. Without a port only `fetch` reaches it. */
  readonly url: string;
  /** For `Authorization: SSWS …`. */
  readonly token: string;
  /** Asks this service without a socket; anything else about it is as with the global one. */
  readonly fetch: typeof fetch;
  readonly inbox: TestInbox;
  readonly devices: TestDevices;
  readonly clock: TestClock;
  readonly faults: FaultInjection;
  /** Those it was started with, in their order. */
  readonly users: readonly SeededUser[];
  /** One more, ACTIVE at once. */
  createUser(user?: string | NewUser): Promise<SeededUser>;
  /** Back to how it was when `startCofactor` was done: same users, same ids, no messages, no faults, real time. */
  reset(): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
