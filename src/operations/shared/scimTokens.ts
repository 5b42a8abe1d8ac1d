/** A piece of a SCIM expression; `bad` is where it stops being one. */
export type ScimToken =
  | { readonly type: '(' | ')' | '[' | ']' | 'bad' }
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'value'; readonly value: string | number };

const SPACE = / +/y;
const WORD = /[A-Za-z$_][\w$.:%/-]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.:])/y;

/**
 * The pieces of a SCIM expression (RFC 7644 section 3.4.2.2), up to and with the first that is none. Every character is
 * looked at once: text between quotes, where patterns run away, is read letter by letter.
 */
export function scimTokens(expression: string): readonly ScimToken[] {
  const tokens: ScimToken[] = [];
  for (let at = 0; at < expression.length; ) {
    const [token, end] = tokenAt(expression, at);
    if (token) tokens.push(token);
    if (token?.type === 'bad') break;
    at = end;
  }
  return tokens;
}

function tokenAt(expression: string, at: number): readonly [token: ScimToken | undefined, end: number] {
  const first = expression[at];
  if (first === '(' || first === ')' || first === '[' || first === ']') return [{ type: first }, at + 1];
  if (first === '"') return textAt(expression, at);
  const space = match(SPACE, expression, at);
  if (space) return [undefined, at + space.length];
  const word = match(WORD, expression, at);
  if (word) return [{ type: 'word', text: word }, at + word.length];
  const number = match(NUMBER, expression, at);
  return [number ? readLiteral(number) : { type: 'bad' }, at + (number?.length ?? 0)];
}

function textAt(expression: string, at: number): readonly [token: ScimToken, end: number] {
  let end = at + 1;
  while (end < expression.length && expression[end] !== '"') end += expression[end] === '\\' ? 2 : 1;
  return [end < expression.length ? readLiteral(expression.slice(at, end + 1)) : { type: 'bad' }, end + 1];
}

/** Values are written as in JSON. */
function readLiteral(literal: string): ScimToken {
  try {
    return { type: 'value', value: JSON.parse(literal) };
  } catch {
    return { type: 'bad' };
  }
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
