import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { Change } from '../change.ts';
import type { Store } from '../store.ts';
import { nextLogId } from './logId.ts';

/** A listener of what was written to the system log. */
export type ToldOfEntry = (entry: LogEntry) => void;

/**
 * A store that also tells of each entry of the system log, with its id, once the change it belongs to is
 * committed. Of a change that is undone nothing is told. When the process dies between the two the entry is in the log and nobody
 * was told: the log is the truth.
 */
export function tellingStore(store: Store, told: ToldOfEntry | undefined): Store {
  if (!told) return store;
  return {
    ...store,
    async apply(change) {
      const named = change.some((write) => write.do === 'log') ? change.map(withId) : change;
      const applied = await store.apply(named);
      if (applied === 'done') for (const write of named) if (write.do === 'log') told(write.entry);
      return applied;
    },
  };
}

const withId = (write: Change[number]): Change[number] =>
  write.do === 'log' ? { ...write, entry: { ...write.entry, id: nextLogId() } } : write;
