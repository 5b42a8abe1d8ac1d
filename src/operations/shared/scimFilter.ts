import { type Filter, parse } from 'scim2-parse-filter';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { UserFilter } from '../../store/searches.ts';

type Compare = Extract<Filter, { compValue: unknown }>;
/** The kinds of attributes: each is written and compared in its own way. */
export type Shape = 'time' | 'status' | 'id' | 'text';

/** The attributes that a list can be filtered by. */
export interface Filterable {
  readonly attributes: ReadonlyMap<string, Shape>;
  readonly statuses: readonly string[];
  /** Attributes beyond these, all compared as text. */
  readonly others?: { readonly form: RegExp; readonly name: string };
  /** An expression that works, for callers whose does not. */
  readonly example: string;
}

const MAX_LENGTH = 4096;
/** Parser and SQL recurse: more than anybody writes by hand, far less than a stack holds. */
const MAX_TERMS = 100;

/** A SCIM expression (RFC 7644 section 3.4.2.2) as a filter of the store, or 400 with what is wrong in it. */
export function filterOf(parameter: string, expression: string, filterable: Filterable): UserFilter {
  const invalid = (why: string): Fault => fault('invalidSearch').because(`${parameter}: ${why}`);
  if (expression.length > MAX_LENGTH) throw invalid(`The expression is longer than ${MAX_LENGTH} characters.`);
  // The parser's pattern for quoted text takes exponential time over line breaks.
  if (/\p{Cc}/u.test(expression) || !expression.isWellFormed()) {
    throw invalid('The expression has unprintable characters.');
  }
  if ((expression.match(/[([]|\b(?:and|or|not)\b/gi)?.length ?? 0) > MAX_TERMS) {
    throw invalid(`The expression has more than ${MAX_TERMS} parts.`);
  }
  return translate(parsed(expression, filterable, invalid), filterable, invalid);
}

function parsed(expression: string, { example }: Filterable, invalid: (why: string) => Fault): Filter {
  try {
    return parse(expression);
  } catch {
    throw invalid(`The expression cannot be read; write for example: ${example}`);
  }
}

function translate(node: Filter, filterable: Filterable, invalid: (why: string) => Fault): UserFilter {
  if ('filters' in node) {
    return { op: node.op, filters: node.filters.map((part) => translate(part, filterable, invalid)) };
  }
  if ('filter' in node) return { op: 'not', filter: translate(node.filter, filterable, invalid) };
  if ('valFilter' in node) throw invalid('Brackets are not supported.');
  const { attributes, others } = filterable;
  const shape = attributes.get(node.attrPath) ?? (others?.form.test(node.attrPath) ? 'text' : undefined);
  if (shape === undefined) {
    const names = [...attributes.keys(), ...(others ? [others.name] : [])];
    throw invalid(`${node.attrPath} is not among ${names.join(', ')}.`);
  }
  if (!('compValue' in node)) return { op: 'pr', attribute: node.attrPath };
  if (node.compValue === null) return absent(node, invalid);
  if (shape === 'time') return timeFilter(node, invalid);
  if (shape === 'status') return nameFilter(node, filterable.statuses, invalid);
  if (shape === 'id') return nameFilter(node, undefined, invalid);
  const value = typeof node.compValue === 'number' ? node.compValue : String(node.compValue);
  return { op: node.op, attribute: node.attrPath, value };
}

function absent({ op, attrPath }: Compare, invalid: (why: string) => Fault): UserFilter {
  const present: UserFilter = { op: 'pr', attribute: attrPath };
  if (op === 'ne') return present;
  if (op === 'eq') return { op: 'not', filter: present };
  throw invalid(`null can be compared by eq and ne, not by ${op}.`);
}

function nameFilter(
  { op, attrPath, compValue }: Compare,
  statuses: readonly string[] | undefined,
  invalid: (why: string) => Fault,
): UserFilter {
  if (op !== 'eq' && op !== 'ne') throw invalid(`${attrPath} can be compared by eq and ne, not by ${op}.`);
  if (!statuses) return { op, attribute: attrPath, value: String(compValue) };
  const status = String(compValue).toUpperCase();
  if (!statuses.includes(status)) throw invalid(`A status is one of ${statuses.join(', ')}.`);
  return { op, attribute: attrPath, value: status };
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * Times are stored to the millisecond and shown to the second (fact 15). They are compared as shown, so that what a
 * caller has seen is equal to itself and not later than itself.
 */
function timeFilter({ op, attrPath, compValue }: Compare, invalid: (why: string) => Fault): UserFilter {
  const at = typeof compValue === 'string' && TIME.test(compValue) ? toInstant(compValue) : undefined;
  if (!at) throw invalid(`${attrPath} is compared with a time like "2026-01-31T12:00:00.000Z".`);
  const from = at.round({ smallestUnit: 'second', roundingMode: 'ceil' });
  const after = at.round({ smallestUnit: 'second', roundingMode: 'floor' }).add({ seconds: 1 });
  const bound = (bound: 'ge' | 'lt', value: Temporal.Instant): UserFilter => ({
    op: bound,
    attribute: attrPath,
    value: value.toString({ fractionalSecondDigits: 3 }),
  });
  const same: UserFilter = { op: 'and', filters: [bound('ge', from), bound('lt', after)] };
  switch (op) {
    case 'eq':
      return same;
    case 'ne':
      return { op: 'not', filter: same };
    case 'gt':
      return bound('ge', after);
    case 'ge':
      return bound('ge', from);
    case 'lt':
      return bound('lt', from);
    case 'le':
      return bound('lt', after);
    default:
      throw invalid(`${attrPath} can be compared by eq, ne, gt, ge, lt and le, not by ${op}.`);
  }
}

function toInstant(value: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(value.toUpperCase());
  } catch {
    return undefined;
  }
}
