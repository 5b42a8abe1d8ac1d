import type { Page, PageQuery } from '../../operations/shared/replies.ts';

/** The Link headers of a page, one value each: itself and, but for the last page, the next (facts 141, 143). */
export function linkHeaders(address: string, { self, next }: Page): string[] {
  const link = (query: PageQuery, rel: string) => {
    const encoded = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
    return `<${address}?${encoded}>; rel="${rel}"`;
  };
  return next ? [link(self, 'self'), link(next, 'next')] : [link(self, 'self')];
}

/** A route's path with the values it was called with; links never repeat a trailing or doubled slash (fact 144). */
export function filledPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}
