import { ApiError, type Client, type Page } from '@cofactor/client';
import type { LogEvent } from './logEvent.ts';
import { type LogSearch, logQueryOf } from './logSearch.ts';

const LOG = '/api/v1/logs';
/** Empty pages in a row after which somebody has to ask for more. */
const MOST_EMPTY = 5;

interface Wish {
  readonly search: LogSearch;
  readonly order: 'ASCENDING' | 'DESCENDING';
  readonly limit: number;
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The pages of a search that ends, newest first. One that looks through much may have empty ones, with more behind them. */
export async function* logPages(client: Client, wish: Omit<Wish, 'order'>): AsyncGenerator<Page<LogEvent>> {
  const search = await withActorId(client, wish.search);
  for (let after = wish.after; ; ) {
    const page = await readPage(client, { ...wish, search, order: 'DESCENDING', after });
    yield page;
    after = page.after;
    if (after === undefined) return;
  }
}

/** The next page that has something, as long as it does not take too many requests. */
export async function readNewest(client: Client, wish: Omit<Wish, 'order'>): Promise<Page<LogEvent>> {
  let tries = 0;
  for await (const page of logPages(client, wish)) {
    if (page.items.length > 0 || page.after === undefined || ++tries === MOST_EMPTY) return page;
  }
  return { items: [], after: undefined };
}

/** The events that have come since the page before; it always says where to go on. */
export const readTail = async (client: Client, wish: Omit<Wish, 'order'>): Promise<Page<LogEvent>> =>
  readPage(client, { ...wish, search: await withActorId(client, wish.search), order: 'ASCENDING' });

async function readPage(client: Client, { search, order, limit, after, signal }: Wish): Promise<Page<LogEvent>> {
  const query = { ...logQueryOf(search), sortOrder: order, limit, after };
  const list = client.list({ method: 'GET', path: LOG, query }, { ...(signal && { signal }) });
  // The service and its contract say what an event is; here it is only shown.
  for await (const page of list.pages() as AsyncIterable<Page<LogEvent>>) return page;
  return { items: [], after: undefined };
}

/** The search with the id of its actor: the log has ids, and people know logins. */
async function withActorId(client: Client, search: LogSearch): Promise<LogSearch> {
  const { actor } = search;
  if (!actor?.includes('@')) return search;
  try {
    return { ...search, actor: (await client.getUser({ userId: actor.trim() })).id };
  } catch (error) {
    // Nobody has the login, so nobody with it did anything.
    if (error instanceof ApiError && error.status === 404) return search;
    throw error;
  }
}
