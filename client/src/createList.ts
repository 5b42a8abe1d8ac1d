/** One page of a list, and where the next begins. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The `after` to go on with; undefined on the last page. */
  readonly after: string | undefined;
}

/** A list that is fetched page by page, as far as it is read. */
export interface List<T> extends AsyncIterable<T> {
  /** Page by page, for a caller that shows pages or goes on another time. */
  pages(): AsyncIterable<Page<T>>;
}

/** Reads a page from `after` on: its items and its Link headers. */
type FetchPage = (after: string | undefined) => Promise<{ readonly body: unknown; readonly headers: Headers }>;

/** `endless`: a list that says "next" even when there is nothing more, as logs do; an empty page ends it. */
export function createList<T>(fetchPage: FetchPage, endless: boolean): List<T> {
  async function* pages(): AsyncGenerator<Page<T>> {
    let at: string | undefined;
    for (;;) {
      const { body, headers } = await fetchPage(at);
      const items = (body ?? []) as T[];
      const after = nextOf(headers.get('link') ?? '');
      yield { items, after };
      // A link to the same page would go on for ever.
      if (after === undefined || after === at || (endless && items.length === 0)) return;
      at = after;
    }
  }
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { items } of pages()) yield* items;
    },
  };
}

/**
 * The cursor in the link to the next page. Only that is taken from it: the token must not go wherever a header says.
 */
function nextOf(links: string): string | undefined {
  const [, after] = /[?&](after=[^&>]*)[^>]*>\s*;[^,]*rel="?next/.exec(links) ?? [];
  return new URLSearchParams(after).get('after') ?? undefined;
}
