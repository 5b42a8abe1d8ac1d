/**
 * One request of a client that was recorded, and the members of the reply that it read. A GET without `reply` was told
 * the same as the one before it of the same path.
 */
export interface Exchange {
  readonly method: string;
  /** `{{name}}` in it, in the body or in the reply stands for a value that the service chose. */
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly reply?: unknown;
}

/** Recorded exchanges in the order in which they were made, by the step of the client's work. */
export interface Recording {
  readonly client: string;
  readonly userAgent: string;
  readonly steps: Readonly<Record<string, readonly Exchange[]>>;
}
