import type { Operation } from '../../src/contract/operation.ts';

const letters = { GET: 'G', POST: 'P', PUT: 'U', DELETE: 'D', PATCH: 'A' } as const;

/** Shorter ends of an id are cheaper to write out than to count. */
const WORTH_COUNTING = 3;

/** A list that goes on under the `after` of a Link header. */
export function isPaged({ method, query }: Operation): boolean {
  return method === 'GET' && Object.hasOwn((query as { properties?: object }).properties ?? {}, 'after');
}

/**
 * Where every operation is, in little room: the id, of which a number says how many of the id's before it end it; a
 * letter for the method (L: a paged GET); how many characters of the path before it begins with, and the rest of it.
 */
export function operationTable(operations: Readonly<Record<string, Operation>>): string {
  let [idBefore, pathBefore] = ['', ''];
  return Object.entries(operations)
    .sort(([, a], [, b]) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(([id, operation]) => {
      const { method, path } = operation;
      if (!/^[A-Za-z]+$/.test(id)) throw new Error(`the table cannot hold the id ${id}`);
      const sameEnd = sharedLength([...id].reverse(), [...idBefore].reverse());
      const end = sameEnd >= WORTH_COUNTING ? sameEnd : 0;
      let start = sharedLength([...path], [...pathBefore]);
      // A rest that began with a digit would be read as part of the number.
      while (/^\d/.test(path.slice(start))) start -= 1;
      [idBefore, pathBefore] = [id, path];
      const letter = isPaged(operation) ? 'L' : letters[method];
      return `${id.slice(0, id.length - end)}${end || ''}${letter}${start}${path.slice(start)}`;
    })
    .join('|');
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((character, at) => character !== b[at]);
  return differs === -1 ? a.length : differs;
}
