import type { Client } from '@cofactor/client';
import type { LogEvent } from './logEvent.ts';
import type { LogSearch } from './logSearch.ts';
import { logPages } from './readLog.ts';

/** Events that a file has at most. */
export const MOST_EXPORTED = 10_000;
const PAGE = 1000;

interface Reading {
  readonly search: LogSearch;
  readonly signal: AbortSignal;
  /** Told how many events there are so far. */
  readonly progress: (count: number) => void;
}

/** The newest events of a search, as many as a file may have. */
export async function readForExport(
  client: Client,
  { search, signal, progress }: Reading,
): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for await (const { items } of logPages(client, { search, limit: PAGE, signal })) {
    events.push(...items.slice(0, MOST_EXPORTED - events.length));
    progress(events.length);
    if (events.length >= MOST_EXPORTED) break;
  }
  return events;
}
