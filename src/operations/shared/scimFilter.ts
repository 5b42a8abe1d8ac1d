import { type Fault, fault } from '../../domain/values/fault.ts';
import type { ListFilter } from '../../store/searches.ts';
import { MAX_PARTS, parseScim, type ScimComparison, type ScimFilter } from './scimParser.ts';
import { readInstant } from './timestamp.ts';

/** The kinds of attributes: each is written and compared in its own way. */
export type Shape = 'time' | 'instant' | 'status' | 'id' | 'text';

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

/** A SCIM expression (RFC 7644 section 3.4.2.2) as a filter of the store, or 400 with what is wrong in it. */
export function filterOf(parameter: string, expression: string, filterable: Filterable): ListFilter {
  const invalid = (why: string): Fault => fault('invalidSearch').because(`${parameter}: ${why}`);
  if (expression.length > MAX_LENGTH) throw invalid(`The expression is longer than ${MAX_LENGTH} characters.`);
  if (isUnprintable(expression)) throw invalid('The expression has unprintable characters.');
  const filter = parseScim(expression);
  if (filter === 'too many parts') throw invalid(`The expression has more than ${MAX_PARTS} parts.`);
  if (filter === 'brackets') throw invalid('Brackets are not supported.');
  if (filter === 'unreadable') {
    throw invalid(`The expression cannot be read; write for example: ${filterable.example}`);
  }
  return translate(filter, filterable, invalid);
}

const isUnprintable = (text: string): boolean => /\p{Cc}/u.test(text) || !text.isWellFormed();

function translate(node: ScimFilter, filterable: Filterable, invalid: (why: string) => Fault): ListFilter {
  if ('filters' in node) {
    return { op: node.op, filters: node.filters.map((part) => translate(part, filterable, invalid)) };
  }
  if ('filter' in node) return { op: 'not', filter: translate(node.filter, filterable, invalid) };
  const { attributes, others } = filterable;
  const shape = attributes.get(node.attribute) ?? (others?.form.test(node.attribute) ? 'text' : undefined);
  if (shape === undefined) {
    const names = [...attributes.keys(), ...(others ? [others.name] : [])];
    throw invalid(`${node.attribute} is not among ${names.join(', ')}.`);
  }
  if (node.op === 'pr') return node;
  if (node.value === null) return absent(node, invalid);
  // An escape can write what the expression itself may not have.
  if (isUnprintable(String(node.value))) throw invalid('The expression has unprintable characters.');
  if (shape === 'time') return timeFilter(node, invalid);
  if (shape === 'instant') return instantFilter(node, invalid);
  if (shape === 'status') return nameFilter(node, filterable.statuses, invalid);
  if (shape === 'id') return nameFilter(node, undefined, invalid);
  return { ...node, value: typeof node.value === 'number' ? node.value : String(node.value) };
}

function absent({ op, attribute }: ScimComparison, invalid: (why: string) => Fault): ListFilter {
  const present: ListFilter = { op: 'pr', attribute };
  if (op === 'ne') return present;
  if (op === 'eq') return { op: 'not', filter: present };
  throw invalid(`null can be compared by eq and ne, not by ${op}.`);
}

function nameFilter(
  { op, attribute, value }: ScimComparison,
  statuses: readonly string[] | undefined,
  invalid: (why: string) => Fault,
): ListFilter {
  if (op !== 'eq' && op !== 'ne') throw invalid(`${attribute} can be compared by eq and ne, not by ${op}.`);
  if (!statuses) return { op, attribute, value: String(value) };
  const status = String(value).toUpperCase();
  if (!statuses.includes(status)) throw invalid(`A status is one of ${statuses.join(', ')}.`);
  return { op, attribute, value: status };
}

/**
 * Times are stored to the millisecond and shown to the second (fact 15). They are compared as shown, so that what a
 * caller has seen is equal to itself and not later than itself.
 */
function timeFilter({ op, attribute, value }: ScimComparison, invalid: (why: string) => Fault): ListFilter {
  const at = typeof value === 'string' ? readInstant(value) : undefined;
  if (!at) throw invalid(`${attribute} is compared with a time like "2026-01-31T12:00:00.000Z".`);
  const from = at.round({ smallestUnit: 'second', roundingMode: 'ceil' });
  const after = at.round({ smallestUnit: 'second', roundingMode: 'floor' }).add({ seconds: 1 });
  const bound = (bound: 'ge' | 'lt', value: Temporal.Instant): ListFilter => ({
    op: bound,
    attribute,
    value: value.toString({ fractionalSecondDigits: 3 }),
  });
  const same: ListFilter = { op: 'and', filters: [bound('ge', from), bound('lt', after)] };
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
      throw invalid(`${attribute} can be compared by eq, ne, gt, ge, lt and le, not by ${op}.`);
  }
}

/** Times that are shown to the millisecond are compared as they are. */
function instantFilter({ op, attribute, value }: ScimComparison, invalid: (why: string) => Fault): ListFilter {
  const at = typeof value === 'string' ? readInstant(value) : undefined;
  if (!at || op === 'co' || op === 'sw' || op === 'ew') {
    throw invalid(`${attribute} is compared by eq, ne, gt, ge, lt or le with a time like "2026-01-31T12:00:00.000Z".`);
  }
  return { op, attribute, value: at.toString({ fractionalSecondDigits: 3 }) };
}
