import type { HttpRequest } from './targetOf.ts';

/** The method and path of an operation. */
export interface Operation {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly paged: boolean;
}

const methods: Readonly<Record<string, HttpRequest['method']>> = {
  P: 'POST',
  U: 'PUT',
  D: 'DELETE',
  A: 'PATCH',
};

/** Reads `operationTable`, whose maker in `scripts/client` says how it is written. */
export function readTable(table: string): Map<string, Operation> {
  const [short = '', ...pieces] = table.split('|');
  const text = pieces.reduce((text, [sign = '', ...piece]) => text.split(sign).join(piece.join('')), short);
  const operations = new Map<string, Operation>();
  let path = '';
  for (const word of text.split(/(?=[/^ ])/)) {
    const [mark, letter = ''] = word;
    if (mark === '/') path += word;
    else if (mark === '^') path = path.slice(0, path.lastIndexOf('/'));
    else operations.set(word.slice(2), { method: methods[letter] ?? 'GET', path, paged: letter === 'L' });
  }
  return operations;
}
