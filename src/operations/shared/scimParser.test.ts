import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseScim, type ScimFilter } from './scimParser.ts';

const pr = (attribute: string) => ({ op: 'pr', attribute }) as const;
const eq = (attribute: string, value: string | number | boolean | null) => ({ op: 'eq', attribute, value }) as const;

describe('SCIM expressions', () => {
  const table: readonly (readonly [string, ScimFilter])[] = [
    ['a pr', pr('a')],
    [' a  PR ', pr('a')],
    ['a.b EQ "x"', eq('a.b', 'x')],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "x"',
      eq('urn:ietf:params:scim:schemas:core:2.0:User:userName', 'x'),
    ],
    [String.raw`a eq "say \"hi\" \\ \u00e9 \n"`, eq('a', 'say "hi" \\ é \n')],
    ['a eq "(and) [or] not"', eq('a', '(and) [or] not')],
    ['a eq -1.5e3', eq('a', -1500)],
    ['a eq true and b eq false', { op: 'and', filters: [eq('a', true), eq('b', false)] }],
    ['a eq null', eq('a', null)],
    // RFC 7644 table 5: not before and, and before or.
    ['a pr or b pr and c pr', { op: 'or', filters: [pr('a'), { op: 'and', filters: [pr('b'), pr('c')] }] }],
    ['a pr and b pr or c pr', { op: 'or', filters: [{ op: 'and', filters: [pr('a'), pr('b')] }, pr('c')] }],
    ['not (a pr) and b pr', { op: 'and', filters: [{ op: 'not', filter: pr('a') }, pr('b')] }],
    ['not a pr or b pr', { op: 'or', filters: [{ op: 'not', filter: pr('a') }, pr('b')] }],
    ['(a pr or b pr) and c pr', { op: 'and', filters: [{ op: 'or', filters: [pr('a'), pr('b')] }, pr('c')] }],
    ['a pr and(b pr)', { op: 'and', filters: [pr('a'), pr('b')] }],
  ];
  for (const [expression, filter] of table) {
    test(`${expression} is read`, () => assert.deepEqual(parseScim(expression), filter));
  }

  const unreadable = [
    ...['', ' ', 'a', 'a eq', 'a eq b', 'a eq TRUE', 'a is "x"', '"a" eq "x"', 'a pr b pr', 'a pr and', 'and a pr'],
    ...[
      '(a pr',
      'a pr)',
      '()',
      'not',
      'not (a pr',
      'a eq "x',
      'a eq "x\\"',
      String.raw`a eq "\q"`,
      'a eq 01',
      'a eq 1x',
    ],
    ...['a eq 1.', 'a eq - 1', "a eq 'x'", 'a eq "x" ; drop', 'a pr && b pr', 'a eq "x\ny"'],
  ];
  for (const expression of unreadable) {
    test(`${JSON.stringify(expression)} is not`, () => assert.equal(parseScim(expression), 'unreadable'));
  }

  test('brackets are told from what cannot be read', () => {
    assert.equal(parseScim('emails[type eq "work"]'), 'brackets');
    assert.equal(parseScim('emails[type eq "work"'), 'brackets');
  });

  test('a hundred parts are read, one more is not; words in quotes are none', () => {
    const parts = (count: number) => Array(count).fill('a pr').join(' or ');
    assert.equal(typeof parseScim(parts(101)), 'object');
    assert.equal(parseScim(parts(102)), 'too many parts');
    assert.equal(typeof parseScim(`${'('.repeat(100)}a pr${')'.repeat(100)}`), 'object');
    assert.equal(parseScim(`${'('.repeat(101)}a pr${')'.repeat(101)}`), 'too many parts');
    assert.equal(parseScim(`${'not '.repeat(101)}a pr`), 'too many parts');
    assert.equal(typeof parseScim(`a eq "${'and or not ('.repeat(100)}"`), 'object');
  });

  // The first is the one on which a pattern for quoted text takes twice as long with every line break.
  const slow = ['"\n', '"\\', '""', '"a"', '(', ')', ' ', '1', '1.', '-', '1e', 'a.', 'a ', 'not ', 'a pr and ', '\\"'];
  for (const piece of slow) {
    test(`an expression made of ${JSON.stringify(piece)} is read or refused in time that grows with its length`, () => {
      for (const before of ['', 'a eq ', 'a eq "']) {
        const times = 100_000 / piece.length;
        // Of the processor, not of the clock: the machine may be busy. Time by the square of the length would be minutes.
        const started = process.cpuUsage();
        parseScim(before + piece.repeat(times));
        parseScim(`${before}${piece[0]}${piece.slice(1).repeat(times)}`);
        assert.ok(process.cpuUsage(started).user < 5_000_000);
      }
    });
  }

  test('whatever a filter says, written down it is read as the same', () => {
    const attribute = fc
      .stringMatching(/^[a-z][a-z0-9_]{0,5}(\.[a-z]{1,5})?$/)
      .filter((name) => !/^(not|and|or|pr)$/.test(name));
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
    const plain = { noNullPrototype: true };
    const { filter } = fc.letrec<{ filter: ScimFilter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.record({ op: fc.constant('pr' as const), attribute }, plain),
        fc.record({ op: fc.constantFrom('eq', 'co', 'ge'), attribute, value }, plain),
        fc.record({ op: fc.constant('not' as const), filter: tie('filter') }, plain),
        fc.record(
          {
            op: fc.constantFrom('and', 'or'),
            filters: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
          },
          plain,
        ),
      ) as fc.Arbitrary<ScimFilter>,
    }));
    fc.assert(
      fc.property(filter, (one) => {
        const text = written(one);
        const read = parseScim(text);
        if (read !== 'too many parts') assert.deepEqual(read, one);
      }),
      { numRuns: 500 },
    );
  });
});

function written(filter: ScimFilter): string {
  if ('filters' in filter) return filter.filters.map((part) => `(${written(part)})`).join(` ${filter.op} `);
  if ('filter' in filter) return `not (${written(filter.filter)})`;
  if (filter.op === 'pr') return `${filter.attribute} pr`;
  return `${filter.attribute} ${filter.op} ${JSON.stringify(filter.value)}`;
}
