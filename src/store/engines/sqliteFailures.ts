import { DatabaseNotWritable } from '../shared/databaseUnavailable.ts';

/** Primary result codes (https://sqlite.org/rescode.html) by which the disk failed, or the way to it, and not the statement. */
const codes: ReadonlyMap<number, readonly [code: string, text: string]> = new Map([
  [5, ['SQLITE_BUSY', 'another process holds the database']],
  [8, ['SQLITE_READONLY', 'its file may not be written']],
  [10, ['SQLITE_IOERR', 'its disk fails']],
  [13, ['SQLITE_FULL', 'its disk is full']],
  [14, ['SQLITE_CANTOPEN', 'its file cannot be opened']],
]);

const found = (error: unknown) => codes.get(((error as { errcode?: number }).errcode ?? 0) & 0xff);

/** Whether it is the disk that failed; SQLite may have undone the whole transaction by itself. */
export const isDiskFailure = (error: unknown): boolean => found(error) !== undefined;

/** An error of the disk as callers and `/readyz` are told of it; any other as it is. */
export function diskFailure(error: unknown): unknown {
  const known = found(error);
  return known ? notWritable(...known, error) : error;
}

/** A failure with SQLite's name for it. */
export const notWritable = (code: string, text: string, cause?: unknown): DatabaseNotWritable =>
  new DatabaseNotWritable(text, { cause: Object.assign(new Error(text, { cause }), { code }) });
