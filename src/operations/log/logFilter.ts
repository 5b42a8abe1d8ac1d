import type { LogEventResource } from '../../contract/log/logEvent.ts';
import { type ListFilter, type LogKey, type LogKeyName, type LogQuery, MOST_LOG_KEYS } from '../../store/searches.ts';
import { type Filterable, filterOf, type Shape } from '../shared/scimFilter.ts';

const texts = [
  ...['uuid', 'eventType', 'version', 'severity', 'legacyEventType', 'displayMessage'],
  ...['actor.id', 'actor.type', 'actor.alternateId', 'actor.displayName'],
  ...['client.id', 'client.device', 'client.ipAddress', 'client.zone', 'client.userAgent.rawUserAgent'],
  ...['client.userAgent.os', 'client.userAgent.browser'],
  ...['outcome.result', 'outcome.reason'],
  ...['target.id', 'target.type', 'target.alternateId', 'target.displayName'],
  ...['transaction.id', 'transaction.type', 'transaction.detail.requestApiTokenId'],
  ...['request.ipChain.ip', 'request.ipChain.version'],
  ...['authenticationContext.authenticationProvider', 'authenticationContext.credentialProvider'],
  ...['authenticationContext.credentialType', 'authenticationContext.externalSessionId'],
];

const filterable: Filterable = {
  attributes: new Map<string, Shape>([['published', 'instant'], ...texts.map((name) => [name, 'text'] as const)]),
  statuses: [],
  others: {
    form: /^(?:debugContext\.debugData|target\.detailEntry|securityContext)\.[A-Za-z][\w-]{0,99}$/,
    name: 'debugContext.debugData.*, target.detailEntry.*, securityContext.*',
  },
  example: 'eventType eq "user.authentication.auth_via_mfa" and outcome.result eq "FAILURE"',
};

/** A SCIM expression over events (fact 214), or 400 with what is wrong in it. */
export const logFilter = (expression: string): ListFilter => filterOf('filter', expression, filterable);

/** Whether an event is as a filter says. Text is compared as it is written, by code points; of several values one must fit. */
export function fits(filter: ListFilter, event: LogEventResource): boolean {
  if ('filters' in filter) {
    return filter.op === 'and'
      ? filter.filters.every((part) => fits(part, event))
      : filter.filters.some((part) => fits(part, event));
  }
  if ('filter' in filter) return !fits(filter.filter, event);
  const values = valuesAt(event, filter.attribute.split('.'));
  if (filter.op === 'pr') return values.length > 0;
  if (filter.op === 'ne') return !values.includes(String(filter.value));
  const compare = compares[filter.op];
  return values.some((value) => compare(value, String(filter.value)));
}

const compares: Readonly<Record<'eq' | 'sw' | 'ew' | 'co' | 'gt' | 'ge' | 'lt' | 'le', Compare>> = {
  eq: (a, b) => a === b,
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
  co: (a, b) => a.includes(b),
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};
type Compare = (a: string, b: string) => boolean;

/** The values at a path; lists on the way count with each of their items, what is null or empty does not. */
function valuesAt(from: unknown, path: readonly string[]): readonly string[] {
  if (from === null || from === undefined || from === '') return [];
  if (Array.isArray(from)) return from.flatMap((item) => valuesAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [String(from)];
  return Object.hasOwn(from, name) ? valuesAt((from as Record<string, unknown>)[name], rest) : [];
}

/** The keys of attributes, those first that the fewest events share. */
const keyNames: ReadonlyMap<string, LogKeyName> = new Map([
  ['transaction.id', 'request'],
  ['target.id', 'target'],
  ['client.ipAddress', 'address'],
  ['actor.id', 'actor'],
  ['eventType', 'event'],
  ['outcome.result', 'outcome'],
]);
const ranks: readonly LogKeyName[] = [...keyNames.values()];

/**
 * Keys in groups: every event that fits has one of each. Undefined when a filter says nothing of keys, or too many to look
 * up. Of `(a and b) or c` the events are among those that have a or c.
 */
export function keysOf(filter: ListFilter): LogQuery['keys'] {
  const groups = groupsOf(filter);
  const isUsable = groups.length > 0 && groups.flat().length <= MOST_LOG_KEYS;
  return isUsable ? groups : undefined;
}

type Groups = NonNullable<LogQuery['keys']>;

function groupsOf(filter: ListFilter): Groups {
  if ('filters' in filter) {
    const parts = filter.filters.map(groupsOf);
    if (filter.op === 'and') return parts.flat();
    const rarest = parts.map((groups) => groups.toSorted(byRank)[0]);
    return rarest.includes(undefined) ? [] : [rarest.flatMap((group) => group ?? [])];
  }
  if (filter.op !== 'eq') return [];
  const name = keyNames.get(filter.attribute);
  return name ? [[{ name, value: String(filter.value) }]] : [];
}

const byRank = (a: readonly LogKey[], b: readonly LogKey[]): number => rankOf(a) - rankOf(b);
const rankOf = (keys: readonly LogKey[]): number => Math.max(...keys.map(({ name }) => ranks.indexOf(name)));

/** Whether the keys of a filter say all that it says: then no event is read in vain. */
export function isOfKeys(filter: ListFilter): boolean {
  if (!('filters' in filter)) return groupsOf(filter).length > 0;
  return filter.filters.every(isOfKeys) && (filter.op === 'and' || filter.filters.every((part) => !hasAnd(part)));
}

const hasAnd = (filter: ListFilter): boolean =>
  'filters' in filter && (filter.op === 'and' || filter.filters.some(hasAnd));

/** Whether a filter asks for names, which the log itself does not have. */
export const isOfNames = (filter: ListFilter): boolean =>
  'filters' in filter
    ? filter.filters.some(isOfNames)
    : 'filter' in filter
      ? isOfNames(filter.filter)
      : /\.(?:alternateId|displayName)$/.test(filter.attribute);
