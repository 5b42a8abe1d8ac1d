import type { Client, Page, User } from '@cofactor/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { type PeopleSearch, queryOf } from './search.ts';

const ROWS = 25;

/** The people of a search, a page at a time. */
export const listPeople = (client: Client, search: PeopleSearch) =>
  infiniteQueryOptions({
    queryKey: ['people', search],
    queryFn: ({ pageParam, signal }) => fetchPage(client, search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ after }: Page<User>) => after,
    // What was found stays in sight while the next letters are looked up.
    placeholderData: (before) => before,
  });

async function fetchPage(
  client: Client,
  search: PeopleSearch,
  after: string | undefined,
  signal: AbortSignal,
): Promise<Page<User>> {
  const list = client.listUsers({ ...queryOf(search), limit: ROWS, after }, { signal });
  for await (const page of list.pages()) return page;
  return { items: [], after: undefined };
}
