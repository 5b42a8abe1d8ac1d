import type { World } from '../world.ts';

/** An event as the log shows it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
export type Event = any;

/** The path and query of a link of a reply, or undefined. */
export function linkOf(link: unknown, rel: 'self' | 'next'): string | undefined {
  const links = [link].flat().map(String);
  const found = links.find((one) => one.includes(`rel="${rel}"`))?.match(/<https?:\/\/[^/]+([^>]+)>/)?.[1];
  return found;
}

/** One page of the log: its events and the path of the next. */
export async function page(
  w: Pick<World, 'call'>,
  path: string,
): Promise<{ readonly events: readonly Event[]; readonly next: string | undefined }> {
  const { status, body, headers } = await w.call('GET', path);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return { events: body, next: linkOf(headers.link, 'next') };
}

/** A bounded list of the log, newest first; `query` without its `?`. */
export async function newest(
  w: Pick<World, 'call'>,
  query: Readonly<Record<string, string>>,
): Promise<readonly Event[]> {
  const { events } = await page(w, `/api/v1/logs?${new URLSearchParams({ sortOrder: 'DESCENDING', ...query })}`);
  return events;
}
