import type { Operation } from '../../src/contract/shared/operation.ts';
import { shortened } from './shortened.ts';

const letters = { GET: 'G', POST: 'P', PUT: 'U', DELETE: 'D', PATCH: 'A' } as const;

/** A list that goes on under the `after` of a Link header. */
export function isPaged({ method, query }: Operation): boolean {
  return method === 'GET' && Object.hasOwn((query as { properties?: object }).properties ?? {}, 'after');
}

interface Place {
  readonly operations: string[];
  readonly below: Map<string, Place>;
}

const newPlace = (): Place => ({ operations: [], below: new Map() });

/**
 * The methods and paths of all operations, in little room. All paths are one tree: `/users` goes down into a segment,
 * `^` back up, and ` GgetUser` is the operation that is there, with a letter for its method (L: a paged GET). What
 * occurs often in that text has one character for it.
 */
export function operationTable(operations: Readonly<Record<string, Operation>>): string {
  const root = newPlace();
  for (const [id, operation] of Object.entries(operations)) {
    if (!/^[A-Za-z]+$/.test(id)) throw new Error(`the table cannot hold the id ${id}`);
    let place = root;
    for (const segment of operation.path.split('/').slice(1)) {
      const next = place.below.get(segment) ?? newPlace();
      place.below.set(segment, next);
      place = next;
    }
    place.operations.push(` ${isPaged(operation) ? 'L' : letters[operation.method]}${id}`);
  }
  // The way up after the last one leads nowhere.
  return shortened(textOf(root).replace(/\^+$/, ''));
}

const textOf = ({ operations, below }: Place): string =>
  operations.join('') + [...below].map(([segment, place]) => `/${segment}${textOf(place)}^`).join('');
