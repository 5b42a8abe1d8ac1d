type Fetch = typeof globalThis.fetch;

/** The moment at which a process dies: before a request leaves it, or while its answer is on the way back. */
export type Death = 'before the request' | 'before the answer';

/** A `fetch` of a process that lives for so many requests. */
export function killedAfter(requests: number, death: Death): Fetch & { readonly died: () => boolean } {
  let made = 0;
  const doFetch: Fetch = async (...args) => {
    made += 1;
    if (made <= requests) return fetch(...args);
    if (death === 'before the answer' && made === requests + 1) {
      const response = await fetch(...args);
      await response.arrayBuffer();
    }
    throw new TypeError('killed');
  };
  return Object.assign(doFetch, { died: () => made > requests });
}
