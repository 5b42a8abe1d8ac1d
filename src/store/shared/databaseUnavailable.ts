/**
 * Thrown when the database did not answer, or only refused: it is down, frozen, out of reach, read-only, or has no
 * connection left. Callers are told 503 and may come back.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Thrown when the database's own files or disk fail; the message says why, in words for callers. */
export class DatabaseNotWritable extends DatabaseUnavailable {}
