/** The wrong answers over all users that one process has seen since `since`. */
export interface FailureTally {
  readonly since: Temporal.Instant;
  readonly failures: number;
  readonly users: number;
  /** End users' addresses; callers without one are none. */
  readonly addresses: number;
}

/** Adds up wrong answers over all users. */
export interface FailureTotal {
  /** Counts one; gives what is to be put down by now: an hour that is over, or the hour so far at each hundred. */
  note(userId: string, address: string | undefined, now: Temporal.Instant): readonly FailureTally[];
}
