import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { Engine, Statement, Steps } from '../engine.ts';
import { insertLog } from './log.ts';
import { nextLogId } from './logId.ts';
import type { ToldOfEntry } from './tellingStore.ts';

/** Makes the statement that appends an entry to the system log. */
export type Append = (entry: LogEntry) => Statement;

/**
 * Runs steps beside the store's changes, and tells of what they append to the system log once it is committed, as
 * `tellingStore` does for changes.
 */
export async function writeTelling<T>(
  engine: Engine,
  told: ToldOfEntry | undefined,
  steps: (append: Append) => Steps<T>,
): Promise<T> {
  let entries: LogEntry[] = [];
  const result = await engine.write(() => {
    // Steps may be run again from the start.
    entries = [];
    return steps((entry) => {
      const named = { ...entry, id: nextLogId() };
      entries.push(named);
      return insertLog(named);
    });
  });
  if (told) for (const entry of entries) told(entry);
  return result;
}
