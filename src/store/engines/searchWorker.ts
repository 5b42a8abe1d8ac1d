import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** A search for the thread, and its number among all. */
export interface SearchOrder {
  readonly number: number;
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

/** Rows, or the failure with the result code of SQLite, which does not come along with an error. */
export type SearchReply = { readonly number: number } & (
  | { readonly rows: readonly unknown[] }
  | { readonly error: unknown; readonly errcode: number | undefined }
);

/** Searches on a connection of its own, which cannot write, one after the other. */
const db = new DatabaseSync(workerData as string, { readOnly: true, timeout: 5_000 });

function search({ number, text, values }: SearchOrder): SearchReply {
  try {
    return { number, rows: db.prepare(text).all(...values) };
  } catch (error) {
    return { number, error, errcode: (error as { errcode?: number }).errcode };
  }
}

parentPort?.on('message', (order: SearchOrder | 'close') => {
  if (order !== 'close') return parentPort?.postMessage(search(order));
  db.close();
  return parentPort?.close();
});
