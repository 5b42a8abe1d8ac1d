import { type Stats, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { notWritable } from './sqliteFailures.ts';

/** The files of an open database. */
export interface SqliteFiles {
  /**
   * Bytes of the write-ahead log. Throws when the database or its log has been removed or replaced: SQLite would write on
   * into files without a name, which are gone with the process.
   */
  logBytes(): number;
  /** Bytes that can still be written to the disk. */
  freeBytes(): number;
}

/** Watches the files that a connection has just opened; it has written once, so that there is a log. */
export function watchFiles(file: string): SqliteFiles {
  const folder = dirname(file);
  const log = `${file}-wal`;
  const opened = statSync(file);
  const openedLog = statSync(log);
  return {
    logBytes() {
      const database = statSync(file, { throwIfNoEntry: false });
      const now = statSync(log, { throwIfNoEntry: false });
      if (isSame(database, opened) && isSame(now, openedLog)) return now.size;
      throw notWritable(
        'SQLITE_READONLY_DBMOVED',
        'its file was removed or replaced while the service ran, which has to be started again',
      );
    },
    freeBytes() {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
  };
}

const isSame = (now: Stats | undefined, then: Stats): now is Stats => now?.ino === then.ino && now.dev === then.dev;
