/** Calls that fail for a known reason. One that passes after all fails the run, so that it is taken off the list. */
export interface Expectation {
  /** The clients, as `clients.ts` names them. */
  readonly clients: readonly string[];
  /** The calls, as reports name them: `verifyFactor sms`. */
  readonly calls: readonly string[];
  /** Who is to be mended: Okta's SDK, or this service. */
  readonly by: 'SDK' | 'service';
  /** A part of what is reported. */
  readonly error: string;
  /** A sentence for the page about clients: why it fails, and what a caller can do. */
  readonly why: string;
}
