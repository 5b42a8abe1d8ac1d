import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { firstView, MAX_FIRST_BYTES } from '../../console/build/size.ts';
import { permissions } from '../../console/src/access/permissions.ts';
import { queryOf, searchOf } from '../../console/src/people/search.ts';
import { de } from '../../console/src/texts/de.ts';
import { en } from '../../console/src/texts/en.ts';
import { formatsOf } from '../../console/src/texts/formats.ts';
import { roleTypes } from '../../src/contract/access/roles.ts';
import { operations } from '../../src/contract/index.ts';
import { roleAllows } from '../../src/domain/access/roles.ts';
import { assertNone, consoleSources } from '../house/sources.ts';

test('the console speaks to the service through its client alone, and of other packages knows React, React Aria and TanStack', () => {
  const may = /^(@cofactor\/client|react|react-dom\/client|react-aria-components|@tanstack\/react-(query|router))$/;
  assertNone(
    consoleSources.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) =>
          specifier.startsWith('.')
            ? join('console/src', dirname(path), specifier).replaceAll('\\', '/').indexOf('console/src/') !== 0
            : !may.test(specifier),
        )
        .map((specifier) => `console/src/${path} imports ${specifier}`),
    ),
  );
});

test('nothing of the console asks the network past the client, or puts text into the page as HTML', () => {
  const forbidden =
    /\bXMLHttpRequest\b|\bEventSource\b|\bWebSocket\b|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|dangerouslySetInnerHTML/;
  assertNone(consoleSources.filter(({ text }) => forbidden.test(text)).map(({ path }) => path));
  const fetching = consoleSources.filter(({ text }) => /\bfetch\(/.test(text)).map(({ path }) => path);
  assert.deepEqual(fetching, ['access/client.ts']);
});

test('a language has every text that English has, with the same values in it', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    assert.deepEqual(values(de[key as keyof typeof en]), values(text), key);
  }
});

test('no text stands in a page itself, where no other language would have it', () => {
  const pages = consoleSources.filter(({ path }) => path.endsWith('.tsx'));
  // Between two tags on a line: a word of letters that is no expression.
  assertNone(
    pages.flatMap(({ path, text }) =>
      [...text.matchAll(/>([^<>{}]*\p{L}{2,}[^<>{}=;()]*)<\//gu)].map(([, word]) => `${path}: ${word}`),
    ),
  );
});

test('what the console offers a role is what the service lets it do', () => {
  for (const [action, roles] of Object.entries(permissions)) {
    const id = action as keyof typeof permissions;
    const { scope } = operations[id];
    if (scope === 'public' || scope === 'own') throw new Error(`${id} is for everybody`);
    const allowed = roleTypes.filter((role) => roleAllows(role, id, scope));
    assert.deepEqual([...roles].sort(), [...allowed].sort(), action);
  }
});

test('the first view is less than 150 KiB, compressed', async () => {
  const sizes = await firstView();
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  assert.ok(sizes.size >= 5, [...sizes.keys()].join());
  assert.ok(total < MAX_FIRST_BYTES, `${total} bytes: ${JSON.stringify([...sizes])}`);
});

describe('the search for people', () => {
  const cases = [
    ['', undefined, {}],
    ['', 'SUSPENDED', { filter: 'status eq "SUSPENDED"' }],
    ['00u1234567890ABCDEFG', 'SUSPENDED', { filter: 'id eq "00u1234567890ABCDEFG"' }],
    ['4711', undefined, { phone: '4711' }],
    ['+1 (802) 448-2036', 'ACTIVE', { phone: '+1 (802) 448-2036' }],
  ] as const;
  for (const [q, status, expected] of cases) {
    test(`"${q}" with status ${status ?? 'any'}`, () =>
      assert.deepEqual(queryOf({ q, ...(status && { status }) }), expected));
  }

  test('words are the beginnings of a login, an address or a name; two are a first and a last name in either order', () => {
    assert.equal(
      queryOf({ q: ' ada  lov ', status: 'ACTIVE' }).search,
      '(profile.login sw "ada lov" or profile.email sw "ada lov" or profile.firstName sw "ada lov" or ' +
        'profile.lastName sw "ada lov" or (profile.firstName sw "ada" and profile.lastName sw "lov") or ' +
        '(profile.lastName sw "ada" and profile.firstName sw "lov")) and status eq "ACTIVE"',
    );
  });

  test('a quote in the words ends no text of the expression', () => {
    assert.equal(
      queryOf({ q: 'a" or status pr' }).search?.startsWith('profile.login sw "a\\" or status pr" or '),
      true,
    );
  });

  test('an address that somebody typed by hand has no status that there is not', () => {
    assert.deepEqual(searchOf({ q: 5, status: 'NONE' }), {});
    assert.deepEqual(searchOf({ q: 'ada', status: 'ACTIVE', other: 'x' }), { q: 'ada', status: 'ACTIVE' });
  });
});

test('times are told as people say them', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  const { ago } = formatsOf('en');
  assert.deepEqual(
    ['2026-11-29T11:59:58Z', '2026-11-29T12:00:09Z', '2026-11-29T10:59:00Z', '2026-11-28T11:00:00Z'].map((at) =>
      ago(at, now),
    ),
    ['2 seconds ago', 'now', '1 hour ago', 'yesterday'],
  );
});
