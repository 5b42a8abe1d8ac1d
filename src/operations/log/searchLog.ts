import type { LogEventResource } from '../../contract/log/logEvent.ts';
import type { LogPlace, StoredEntry } from '../../domain/log/logEntry.ts';
import type { LogQuery } from '../../store/searches.ts';
import type { Services } from '../shared/services.ts';
import { describeLogEvent } from './describeLogEvent.ts';
import { namesFor, noNames } from './names.ts';

/** The test that events must pass. */
export interface LogTest {
  readonly keys?: NonNullable<LogQuery['keys']>;
  /** The last word on every event that is found. */
  readonly isWanted: (event: LogEventResource) => boolean;
  /** Everything that is found is wanted. */
  readonly isExact: boolean;
  /** Whether the test looks at the names of people, which are not in the log and have to be looked up. */
  readonly needsNames: boolean;
}

/** The page that is looked for. */
export type LogSearch = Omit<LogQuery, 'keys'> & LogTest;

/** Entries that one request reads at most; whatever it has found by then is its page. */
export const MOST_READ = 5_000;
/** Entries that one request reads at most when it has to look up names for each. */
export const MOST_NAMED = 1_000;
/** Entries that are read at a time while most may be unwanted. */
const AT_A_TIME = 1_000;

/**
 * Reads the log until a page is full or a bounded number of entries was read. Gives the events, and the place at which the
 * next page goes on; none at the end of the log.
 */
export async function searchLog(
  services: Pick<Services, 'store'>,
  { isWanted, isExact, needsNames, limit, ...query }: LogSearch,
): Promise<{ readonly events: LogEventResource[]; readonly place: LogPlace | undefined }> {
  const wanted: StoredEntry[] = [];
  let place: LogPlace | undefined;
  let read = 0;
  const end = async (place: LogPlace | undefined) => ({ events: await described(services, wanted), place });
  if (limit === 0) return end(undefined);
  for (;;) {
    // One more than wanted tells whether there is a next page.
    const most = isExact ? limit + 1 - wanted.length : AT_A_TIME;
    const { entries, upTo } = await services.store.log.page({ ...query, ...(place && { after: place }), limit: most });
    const events = needsNames ? await described(services, entries) : undefined;
    for (const [at, entry] of entries.entries()) {
      if (isWanted(events?.[at] ?? describeLogEvent(entry, noNames))) {
        if (wanted.length === limit) return end(place);
        wanted.push(entry);
      }
      place = entry.place;
    }
    read += entries.length;
    if (upTo) return end(upTo);
    if (entries.length < most) return end(query.settled ? place : undefined);
    if (read >= (needsNames ? MOST_NAMED : MOST_READ)) return end(place);
  }
}

async function described(
  services: Pick<Services, 'store'>,
  entries: readonly StoredEntry[],
): Promise<LogEventResource[]> {
  const names = await namesFor(services, entries);
  return entries.map((entry) => describeLogEvent(entry, names));
}
