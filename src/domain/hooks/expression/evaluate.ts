import type { Comparison, Expression, MethodName } from './parse.ts';

/** Whether an event is as an expression says: anything but true is no. Never throws; what is not there is null. */
export const isTrueOf = (expression: Expression, event: unknown): boolean => resultOf(expression, { event }) === true;

function resultOf(expression: Expression, item: unknown): unknown {
  switch (expression.is) {
    case 'value':
      return expression.value;
    case 'member':
      return memberOf(expression.of ? resultOf(expression.of, item) : item, expression.name);
    case 'select': {
      const list = resultOf(expression.of, item);
      return Array.isArray(list) ? list.filter((one) => resultOf(expression.where, one) === true) : [];
    }
    case 'call': {
      const args = expression.args.map((arg) => resultOf(arg, item));
      return calls[expression.name](resultOf(expression.of, item), args[0]);
    }
    case 'not':
      return resultOf(expression.of, item) !== true;
    case 'and':
      return expression.parts.every((part) => resultOf(part, item) === true);
    case 'or':
      return expression.parts.some((part) => resultOf(part, item) === true);
    default: {
      const [left, right] = expression.parts;
      return compares[expression.is](resultOf(left, item), resultOf(right, item));
    }
  }
}

/** Members of the event alone, never what JavaScript gives every object. */
const memberOf = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : null;

const ofTexts = (work: (a: string, b: string) => unknown) => (on: unknown, arg: unknown) =>
  typeof on === 'string' && typeof arg === 'string' ? work(on, arg) : false;
const ofText = (work: (a: string) => string) => (on: unknown) => (typeof on === 'string' ? work(on) : null);

const calls: Readonly<Record<MethodName, (on: unknown, arg: unknown) => unknown>> = {
  size: (on) => (Array.isArray(on) || typeof on === 'string' ? on.length : 0),
  contains: (on, arg) => (Array.isArray(on) ? on.includes(arg) : ofTexts((text, part) => text.includes(part))(on, arg)),
  startsWith: ofTexts((text, part) => text.startsWith(part)),
  endsWith: ofTexts((text, part) => text.endsWith(part)),
  toLowerCase: ofText((text) => text.toLowerCase()),
  toUpperCase: ofText((text) => text.toUpperCase()),
};

const ordered = (work: (a: string | number, b: string | number) => boolean) => (a: unknown, b: unknown) =>
  (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')
    ? work(a, b)
    : false;

const compares: Readonly<Record<Comparison, (a: unknown, b: unknown) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: ordered((a, b) => a > b),
  ge: ordered((a, b) => a >= b),
  lt: ordered((a, b) => a < b),
  le: ordered((a, b) => a <= b),
};
