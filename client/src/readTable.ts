import type { HttpRequest } from './targetOf.ts';

/** Where an operation is. */
export interface Operation {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly paged: boolean;
}

const methods: Readonly<Record<string, HttpRequest['method']>> = {
  G: 'GET',
  L: 'GET',
  P: 'POST',
  U: 'PUT',
  D: 'DELETE',
  A: 'PATCH',
};

/** Reads `operationTable`, whose maker in `scripts/client` says how it is written. */
export function readTable(table: string): Map<string, Operation> {
  let [id, path] = ['', ''];
  return new Map(
    table.split('|').map((line) => {
      const [, begin = '', end, letter = '', start, rest = ''] = /^(\w*?)(\d*)([A-Z])(\d+)(.*)$/.exec(line) ?? [];
      id = begin + id.slice(id.length - Number(end));
      path = path.slice(0, Number(start)) + rest;
      return [id, { method: methods[letter] ?? 'GET', path, paged: letter === 'L' }];
    }),
  );
}
