import { DatabaseSync } from 'node:sqlite';
import { diskFailure } from './sqliteFailures.ts';

const SQLITE_BUSY = 5;

/** A database held; garbage collection would let go of it, so somebody keeps this. */
export interface Hold {
  release(): void;
}

/**
 * Holds a database for the one process that serves it, for as long as that lives: a lock of the system's on a file beside
 * it, which ends with the process however it ends. Gives undefined when another process holds it.
 */
export function holdSqlite(file: string): Hold | undefined {
  const lock = new DatabaseSync(`${file}.serving`, { timeout: 0 });
  try {
    // Nothing is ever written: the file stays empty.
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw diskFailure(error);
  }
}
