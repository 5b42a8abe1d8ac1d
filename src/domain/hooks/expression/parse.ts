/** A filter of events as a tree. */
export type Expression =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  /** A member of another expression; of the item that is looked at (`[…]`) or of everything when there is none. */
  | { readonly is: 'member'; readonly of?: Expression; readonly name: string }
  | { readonly is: 'select'; readonly of: Expression; readonly where: Expression }
  | { readonly is: 'call'; readonly of: Expression; readonly name: MethodName; readonly args: readonly Expression[] }
  | { readonly is: 'not'; readonly of: Expression }
  | { readonly is: 'and' | 'or'; readonly parts: readonly [Expression, Expression] }
  | { readonly is: Comparison; readonly parts: readonly [Expression, Expression] };

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** The methods there are, and how many arguments each has. */
const methods = { size: 0, contains: 1, startsWith: 1, endsWith: 1, toLowerCase: 0, toUpperCase: 0 } as const;
export type MethodName = keyof typeof methods;

const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ...(['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).map((name) => [name, name] as const),
  ...([
    ['==', 'eq'],
    ['!=', 'ne'],
    ['>', 'gt'],
    ['>=', 'ge'],
    ['<', 'lt'],
    ['<=', 'le'],
  ] as const),
]);
const words = new Map<string, string | boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const TOKEN = /\s*(?:('(?:[^']|'')*'|"[^"]*")|(-?\d+(?:\.\d+)?)|(\.\?\[|&&|\|\||[=!<>]=|[<>!().,\]])|([A-Za-z_]\w*))/y;
const LONGEST = 1_000;
const DEEPEST = 20;

/** Says what is wrong with an expression. */
export class BadExpression extends Error {
  override readonly name = 'BadExpression';
}

/** Reads the part of Okta's expression language that filters of event hooks use, or throws `BadExpression`. */
export function parseExpression(text: string): Expression {
  if (text.length > LONGEST) throw new BadExpression(`At most ${LONGEST} characters`);
  const tokens = tokensOf(text);
  let at = 0;
  let depth = 0;
  const next = (...wanted: readonly string[]): boolean => {
    if (!wanted.includes(tokens[at] ?? '')) return false;
    at++;
    return true;
  };
  const expect = (wanted: string): void => {
    if (!next(wanted)) throw new BadExpression(`${wanted} is missing before ${shown(tokens[at])}`);
  };

  function either(inItem: boolean): Expression {
    if (++depth > DEEPEST) throw new BadExpression(`At most ${DEEPEST} levels of parentheses`);
    let left = both(inItem);
    while (next('||', 'or')) left = { is: 'or', parts: [left, both(inItem)] };
    depth--;
    return left;
  }

  function both(inItem: boolean): Expression {
    let left = negated(inItem);
    while (next('&&', 'and')) left = { is: 'and', parts: [left, negated(inItem)] };
    return left;
  }

  function negated(inItem: boolean): Expression {
    let not = false;
    while (next('!', 'not')) not = !not;
    const of = compared(inItem);
    return not ? { is: 'not', of } : of;
  }

  function compared(inItem: boolean): Expression {
    const left = value(inItem);
    const is = comparisons.get(tokens[at] ?? '');
    if (is === undefined) return left;
    at++;
    return { is, parts: [left, value(inItem)] };
  }

  function value(inItem: boolean): Expression {
    let of = first(inItem);
    for (;;) {
      if (next('.?[')) {
        of = { is: 'select', of, where: either(true) };
        expect(']');
      } else if (next('.')) {
        const name = nameAt();
        of = next('(') ? called(of, name, inItem) : { is: 'member', of, name };
      } else return of;
    }
  }

  function called(of: Expression, name: string, inItem: boolean): Expression {
    if (!Object.hasOwn(methods, name)) {
      throw new BadExpression(`There is no method ${name}; there are ${Object.keys(methods).join(', ')}`);
    }
    const args: Expression[] = [];
    if (!next(')')) {
      do args.push(either(inItem));
      while (next(','));
      expect(')');
    }
    const method = name as MethodName;
    if (args.length !== methods[method]) throw new BadExpression(`${name} has ${methods[method]} arguments`);
    return { is: 'call', of, name: method, args };
  }

  function first(inItem: boolean): Expression {
    if (next('(')) {
      const inner = either(inItem);
      expect(')');
      return inner;
    }
    const token = tokens[at] ?? '';
    if (/^['"]/.test(token)) {
      at++;
      return { is: 'value', value: token.slice(1, -1).replaceAll("''", "'") };
    }
    if (/^-?\d/.test(token)) {
      at++;
      return { is: 'value', value: Number(token) };
    }
    const word = words.get(token);
    if (word !== undefined) {
      at++;
      return { is: 'value', value: word };
    }
    const name = nameAt();
    if (!inItem && name !== 'event') throw new BadExpression(`Begin with event, not with ${shown(name)}`);
    return { is: 'member', name };
  }

  function nameAt(): string {
    const token = tokens[at];
    if (token === undefined || !/^[A-Za-z_]/.test(token)) {
      throw new BadExpression(`A name is missing before ${shown(token)}`);
    }
    at++;
    return token;
  }

  const whole = either(false);
  if (at < tokens.length) throw new BadExpression(`${shown(tokens[at])} is not understood`);
  return whole;
}

const shown = (token: string | undefined): string =>
  token === undefined ? 'the end' : JSON.stringify(token.slice(0, 40));

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (TOKEN.lastIndex < trimmed.length) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(trimmed)
      ?.slice(1)
      .find((part) => part !== undefined);
    if (token === undefined) throw new BadExpression(`${shown(trimmed.slice(from).trim())} is not understood`);
    tokens.push(token);
  }
  return tokens;
}
