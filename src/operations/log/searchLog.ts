import type { LogEventResource } from '../../contract/log/logEvent.ts';
import type { LogPlace, StoredEntry } from '../../domain/log/logEntry.ts';
import type { LogQuery } from '../../store/searches.ts';
import type { Services } from '../shared/services.ts';
import { describeLogEvent } from './describeLogEvent.ts';
import { namesFor } from './names.ts';

/** The page that is looked for. */
export interface LogSearch extends LogQuery {
  /** The last word on every event that is found. */
  readonly isWanted: (event: LogEventResource) => boolean;
  /** Everything that is found is wanted. */
  readonly isExact: boolean;
}

/** Entries that one request reads at most; whatever it has found by then is its page. */
const MOST_READ = 5_000;
/** Entries that are read at a time while most may be unwanted. */
const AT_A_TIME = 1_000;

/**
 * Reads the log until a page is full or a bounded number of entries was read. Gives the events, and the place at which the
 * next page goes on; none at the end of the log.
 */
export async function searchLog(
  services: Pick<Services, 'store'>,
  { isWanted, isExact, limit, ...query }: LogSearch,
): Promise<{ readonly events: LogEventResource[]; readonly place: LogPlace | undefined }> {
  const events: LogEventResource[] = [];
  let place: LogPlace | undefined;
  let read = 0;
  if (limit === 0) return { events, place };
  for (;;) {
    // One more than wanted tells whether there is a next page.
    const most = isExact ? limit + 1 - events.length : Math.max(limit + 1, AT_A_TIME);
    const found = await services.store.log.page({ ...query, ...(place && { after: place }), limit: most });
    for (const [entry, event] of await described(services, found)) {
      if (isWanted(event)) {
        if (events.length === limit) return { events, place };
        events.push(event);
      }
      place = entry.place;
    }
    read += found.length;
    if (found.length < most) return { events, place: query.settled ? place : undefined };
    if (read >= MOST_READ) return { events, place };
  }
}

async function described(
  services: Pick<Services, 'store'>,
  entries: readonly StoredEntry[],
): Promise<readonly (readonly [StoredEntry, LogEventResource])[]> {
  const names = await namesFor(services, entries);
  return entries.map((entry) => [entry, describeLogEvent(entry, names)]);
}
