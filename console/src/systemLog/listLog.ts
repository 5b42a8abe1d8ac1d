import type { Client, Page } from '@cofactor/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { LogEvent } from './logEvent.ts';
import type { LogSearch } from './logSearch.ts';
import { readNewest } from './readLog.ts';

const ROWS = 50;
/** Events that the page holds at most; an export has more. */
export const MOST_ROWS = 1000;

/** The events of a search, newest first, a page at a time. */
export const listLog = (client: Client, search: LogSearch) =>
  infiniteQueryOptions({
    queryKey: ['log', search],
    queryFn: ({ pageParam: after, signal }) => readNewest(client, { search, limit: ROWS, after, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ after }: Page<LogEvent>, pages) =>
      pages.reduce((sum, { items }) => sum + items.length, 0) < MOST_ROWS ? after : undefined,
    placeholderData: (before) => before,
  });
