import type { Client } from '@okta/okta-sdk-nodejs';
import type { Inbox } from './inbox.ts';
import type { Transcript } from './transcript.ts';

/** A reply as it came over the wire; `body` is undefined when there is none. */
export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape are looked into
  readonly body: any;
}

/** The means that a scenario works with. */
export interface Demo {
  /** The URL of the service, without a slash at its end; the counterpart of Okta's `orgUrl`. */
  readonly url: string;
  /** Okta's own client for Node.js. */
  readonly client: Client;
  /** Plain HTTP with the API token, as curl does it. */
  call(method: string, path: string, body?: unknown): Promise<Reply>;
  readonly inbox: Inbox;
  readonly say: Transcript;
  /** Moves the service's clock forward by an ISO 8601 duration. */
  advance(duration: string): Promise<void>;
  /** The time by the service's clock. */
  now(): Promise<Date>;
  /** A number for this run: the given one, or where that may be resting from an earlier run, one that is not. */
  phone(preferred: string): string;
  /** A new, active user with a password; removed when the scenario is over. */
  newUser(): Promise<{ readonly id: string; readonly login: string }>;
  /** Deactivates a user, then deletes it; silently. */
  removeUser(id: string): Promise<void>;
  /** Undoes something when the scenario is over, whatever came of it; last in, first out. */
  later(undo: () => Promise<unknown>): void;
}

/** One story, told in calls; throws at the first thing that is not as expected. */
export interface Scenario {
  readonly title: string;
  run(demo: Demo): Promise<void>;
}
