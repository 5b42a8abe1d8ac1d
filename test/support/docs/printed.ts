import assert from 'node:assert/strict';
import { differs, shownLines } from './likeness.ts';
import type { Snippet } from './page.ts';

/** Fails where a program printed other lines than its snippets show behind the calls that print, or more, or fewer. */
export function assertPrinted(snippets: readonly Snippet[], stdout: string): void {
  const printed = stdout.split('\n').filter((line) => line !== '');
  const shown = snippets.flatMap(({ code, track, place }) => shownLines(code, track).map((text) => ({ place, text })));
  for (const [at, { text, place }] of shown.entries()) {
    assert.equal(differs(text, printed[at] ?? 'nothing'), undefined, place);
  }
  assert.equal(printed.length, shown.length, `${snippets[0]?.place}: more is printed than shown: ${stdout}`);
}
