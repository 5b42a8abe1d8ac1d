import { type ScimToken, scimTokens } from './scimTokens.ts';

/** The operators that compare an attribute with a value. */
const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'lt', 'ge', 'le'] as const;

/** A comparison of an attribute with a value. */
export interface ScimComparison {
  readonly op: (typeof comparisons)[number];
  readonly attribute: string;
  readonly value: string | number | boolean | null;
}

/** A SCIM expression that was read. */
export type ScimFilter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly ScimFilter[] }
  | { readonly op: 'not'; readonly filter: ScimFilter }
  | { readonly op: 'pr'; readonly attribute: string }
  | ScimComparison;

/** The reason why an expression was not read. */
export type ScimFault = 'unreadable' | 'too many parts' | 'brackets';

/** Reading recurses, and so does the SQL: this is more than anybody writes by hand, and far less than a stack holds. */
export const MAX_PARTS = 100;

/**
 * Reads a SCIM expression (RFC 7644 section 3.4.2.2) in time that grows with its length, or says why not. `not` needs no
 * parentheses around a single comparison. Filters of complex attributes, in brackets, are not supported.
 */
export function parseScim(expression: string): ScimFilter | ScimFault {
  const tokens = scimTokens(expression);
  if (tokens.some(({ type }) => type === 'bad')) return 'unreadable';
  if (tokens.some(({ type }) => type === '[' || type === ']')) return 'brackets';
  if (tokens.filter(isPart).length > MAX_PARTS) return 'too many parts';
  const reader = { tokens, at: 0 };
  const filter = either(reader);
  return filter === undefined || reader.at < tokens.length ? 'unreadable' : filter;
}

interface Reader {
  readonly tokens: readonly ScimToken[];
  at: number;
}

const isPart = (token: ScimToken): boolean => token.type === '(' || ['and', 'or', 'not'].includes(wordOf(token));

/** `or` binds weaker than `and`. */
const either = (reader: Reader): ScimFilter | undefined => chain(reader, 'or', both);
const both = (reader: Reader): ScimFilter | undefined => chain(reader, 'and', single);

/** Filters between which this word stands; undefined when one of them is none. */
function chain(
  reader: Reader,
  op: 'and' | 'or',
  part: (reader: Reader) => ScimFilter | undefined,
): ScimFilter | undefined {
  const filters: ScimFilter[] = [];
  do {
    const filter = part(reader);
    if (filter === undefined) return undefined;
    filters.push(filter);
  } while (takeWord(reader, op));
  return filters.length === 1 ? filters[0] : { op, filters };
}

function single(reader: Reader): ScimFilter | undefined {
  if (takeWord(reader, 'not')) {
    const filter = single(reader);
    return filter && { op: 'not', filter };
  }
  const token = reader.tokens[reader.at++];
  if (token?.type === '(') {
    const filter = either(reader);
    return reader.tokens[reader.at++]?.type === ')' ? filter : undefined;
  }
  return token?.type === 'word' ? comparison(reader, token.text) : undefined;
}

function comparison(reader: Reader, attribute: string): ScimFilter | undefined {
  const word = wordOf(reader.tokens[reader.at++]);
  if (word === 'pr') return { op: 'pr', attribute };
  const op = comparisons.find((name) => name === word);
  const value = valueIn(reader.tokens[reader.at++]);
  return op && value !== undefined ? { op, attribute, value } : undefined;
}

const words = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const valueIn = (token: ScimToken | undefined): ScimComparison['value'] | undefined =>
  token?.type === 'value' ? token.value : token?.type === 'word' ? words.get(token.text) : undefined;

/** The word of a token in lower case, since operators are written in any; empty when it is none. */
const wordOf = (token: ScimToken | undefined): string => (token?.type === 'word' ? token.text.toLowerCase() : '');

function takeWord(reader: Reader, word: string): boolean {
  const found = wordOf(reader.tokens[reader.at]) === word;
  if (found) reader.at += 1;
  return found;
}
