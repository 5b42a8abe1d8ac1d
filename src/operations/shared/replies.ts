import { fault } from '../../domain/values/fault.ts';

/** A reply that is answered with 201: the request began something. */
export class Created<T = unknown> {
  readonly body: T;

  constructor(body: T) {
    this.body = body;
  }
}

/** The query of a page as its Link header says it: defaults filled in, in this order (fact 141). */
export type PageQuery = readonly (readonly [name: string, value: string])[];

/** One page of a list: the items are the body, the queries become Link headers. */
export class Page<T = unknown> {
  readonly items: T;
  readonly self: PageQuery;
  /** Absent on the last page. */
  readonly next: PageQuery | undefined;

  constructor(items: T, self: PageQuery, next?: PageQuery) {
    this.items = items;
    this.self = self;
    this.next = next;
  }
}

/** The place where a list goes on, as text that means nothing to a caller. */
export const encodeCursor = (...parts: readonly string[]): string => Buffer.from(parts.join('|')).toString('base64url');

/** The two parts of a cursor of ours; 400 for any other text, such as one PostgreSQL could not hold: with a NUL. */
export function readCursor(cursor: string, form: RegExp): readonly [string, string] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, first, second] = (/\p{Cc}/u.test(text) ? undefined : form.exec(text)) ?? [];
  if (first !== undefined && second !== undefined && encodeCursor(first, second) === cursor) return [first, second];
  throw fault('invalidPaging').because('Use the link of rel="next" as it is.');
}

/** A file instead of a JSON reply, for operations that declare a `download`. */
export class Download {
  readonly text: string;
  readonly fileName: string;

  constructor(text: string, fileName: string) {
    this.text = text;
    this.fileName = fileName;
  }
}
