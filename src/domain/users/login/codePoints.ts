import { identifierRuns } from './identifierTable.ts';

/**
 * Whether a login may have a code point, and its Bidi_Class: L, R, A(rabic letter), N (Arabic number), E(uropean number),
 * S(eparator of those), C(ommon separator), T(erminator), O(ther), B(oundary), M (nonspacing mark).
 */
export type CodePointClass = 'L' | 'R' | 'A' | 'N' | 'E' | 'S' | 'C' | 'T' | 'O' | 'B' | 'M' | 'refused';

interface Run {
  readonly first: number;
  readonly kind: CodePointClass;
}

let runs: readonly Run[] | undefined;

/** The class of a code point: by halves, in the table that is read when the first login is. */
export function classOf(point: number): CodePointClass {
  runs ??= readRuns();
  let [low, high] = [0, runs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.first ?? 0) <= point) low = middle;
    else high = middle - 1;
  }
  return runs[low]?.kind ?? 'refused';
}

function readRuns(): readonly Run[] {
  let first = 0;
  return [...identifierRuns.replaceAll('\n', '').matchAll(/([-A-Z])([\da-z]+)/g)].map(([, letter, length]) => {
    const run = { first, kind: letter === '-' ? 'refused' : (letter as CodePointClass) };
    first += Number.parseInt(length ?? '', 36);
    return run;
  });
}
