import type { Page } from '@cofactor/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { useWhilePresent } from '../ui/useWhilePresent.ts';
import { MOST_ROWS } from './listLog.ts';
import type { LogEvent } from './logEvent.ts';
import type { LogSearch } from './logSearch.ts';
import { readTail } from './readLog.ts';

/** Milliseconds between two looks at the log. */
const LOOK_MS = 3_000;

interface Tail {
  /** The events that have come since, newest first. */
  readonly events: readonly LogEvent[];
  readonly error: Error | null;
  /** Nobody has touched the page for a while, so that it asks nothing by itself. */
  readonly isPaused: boolean;
}

/**
 * Follows the log from an event on, as long as somebody is at the page. `from`: undefined while it is not to be followed; null:
 * from where the search begins, for a log in which nothing was found.
 */
export function useTail(search: LogSearch, from: LogEvent | null | undefined): Tail {
  const { client } = useAccess();
  const queries = useQueryClient();
  const interval = useWhilePresent(LOOK_MS);
  const key = ['log tail', search, from?.uuid];
  const { data, error } = useQuery({
    queryKey: key,
    enabled: from !== undefined,
    queryFn: async ({ signal }): Promise<Page<LogEvent>> => {
      const before = queries.getQueryData<Page<LogEvent>>(key);
      const since = from?.published ?? search.since;
      const wish = { search: { ...search, ...(since && { since }) }, limit: MOST_ROWS };
      const { items, after } = await readTail(client, { ...wish, after: before?.after, signal });
      const fresh = items.filter(({ uuid }) => uuid !== from?.uuid).toReversed();
      return { items: [...fresh, ...(before?.items ?? [])].slice(0, MOST_ROWS), after: after ?? before?.after };
    },
    refetchInterval: interval,
    gcTime: 0,
    staleTime: 0,
  });
  return { events: data?.items ?? [], error, isPaused: from !== undefined && interval === false };
}
