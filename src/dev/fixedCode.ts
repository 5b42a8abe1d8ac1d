/** A code that is sent instead of a random one, so that a program can know it. For development and tests only. */
export interface FixedCode {
  readonly code: string;
  /** The recipients of a fixed code: numbers and e-mail addresses, `*` standing for any part of them. */
  readonly for: string | readonly string[];
  /** The last day, in UTC, or the instant, after which codes are random again. */
  readonly until?: string;
}
