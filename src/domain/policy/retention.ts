/** The days for which entries of the log, and records of messages, are kept. */
export interface Retention {
  readonly log: number;
  readonly messages: number;
}

export const defaultRetention: Retention = { log: 90, messages: 90 };
/** Fewer days need the word of a SUPER_ADMIN: what happened must not be gone before anybody looks. */
export const LEAST_DAYS = 30;
export const MOST_DAYS = 3_650;
