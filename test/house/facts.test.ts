import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from './sources.ts';
import { code, pages, type Text } from './texts.ts';

const PAGE = 'docs/okta-behaviours.md';
const page = pages.find(({ path }) => path === PAGE)?.text ?? '';
const facts = [...page.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number, text = '']) => ({ number: Number(number), text }));

/** The kinds of sources that the page's table defines. */
const kinds = [...page.matchAll(/^\| \*(\w+)\* \|/gm)].map(([, kind]) => `*${kind}*`);

/** The numbers in "fact 7", "facts 46, 47, 61", "facts 182 to 187" and "facts 187-189". */
function citedIn({ text }: Text): readonly number[] {
  const flowing = text.replace(/\n\s*(?:\*|\/\/|#)?\s*/g, ' ');
  const citations = flowing.matchAll(/\bfacts? (\d+(?:(?:, (?:and )?| and | to |-)\d+)*)/g);
  return [...citations].flatMap(([, numbers = '']) =>
    numbers.split(/, (?:and )?| and /).flatMap((part) => {
      const [first = 0, last = first] = part.split(/ to |-/).map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }),
  );
}

test('facts are numbered from one without a gap, and each names the kind of its source', () => {
  assert.ok(facts.length > 200, `only ${facts.length} facts were read`);
  assert.deepEqual(
    facts.map(({ number }) => number),
    facts.map((_, index) => index + 1),
  );
  assertNone(
    facts
      .filter(({ text }) => !kinds.some((kind) => text.includes(kind)))
      .map(({ number }) => `fact ${number}: no source`),
  );
});

test('every fact that is cited stands on the page of facts', () => {
  const known = new Set(facts.map(({ number }) => number));
  const cited = [...code, ...pages].map((text) => ({ path: text.path, numbers: citedIn(text) }));
  assert.ok(cited.flatMap(({ numbers }) => numbers).length > 300, 'citations are found at all');
  assertNone(
    cited.flatMap(({ path, numbers }) =>
      numbers.filter((number) => !known.has(number)).map((number) => `${path}: fact ${number}`),
    ),
  );
});
