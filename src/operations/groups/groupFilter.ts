import { groupTypes } from '../../contract/groups/group.ts';
import type { Group } from '../../domain/groups/group.ts';
import type { ListFilter } from '../../store/searches.ts';
import { type Filterable, filterOf, type Shape } from '../shared/scimFilter.ts';

const attributes: ReadonlyMap<string, Shape> = new Map([
  ['id', 'id'],
  ['type', 'status'],
  ['created', 'time'],
  ['lastUpdated', 'time'],
  ['lastMembershipUpdated', 'time'],
  ['profile.name', 'text'],
  ['profile.description', 'text'],
]);
const filterable: Filterable = { attributes, statuses: groupTypes, example: 'profile.name eq "Everyone"' };

/** A SCIM expression over groups as a test of one, or 400 with what is wrong in it. Text is compared without regard to case. */
export function groupFilter(parameter: 'filter' | 'search', expression: string): (group: Group) => boolean {
  const filter = filterOf(parameter, expression, filterable);
  return (group) => holds(filter, group);
}

function holds(filter: ListFilter, group: Group): boolean {
  if ('filters' in filter) {
    return filter.op === 'and'
      ? filter.filters.every((part) => holds(part, group))
      : filter.filters.some((part) => holds(part, group));
  }
  if ('filter' in filter) return !holds(filter.filter, group);
  const value = textOf(filter.attribute, group);
  if (filter.op === 'pr') return value !== '';
  return compares[filter.op](fold(value), fold(String(filter.value)));
}

const compares: Readonly<Record<'eq' | 'ne' | 'sw' | 'ew' | 'co' | 'gt' | 'ge' | 'lt' | 'le', Compare>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
  co: (a, b) => a.includes(b),
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};
type Compare = (a: string, b: string) => boolean;

const fold = (text: string): string => text.normalize('NFC').toLowerCase();

function textOf(attribute: string, group: Group): string {
  if (attribute === 'profile.name') return group.name;
  if (attribute === 'profile.description') return group.description;
  const value = group[attribute as 'id' | 'type' | 'created' | 'lastUpdated' | 'lastMembershipUpdated'];
  return typeof value === 'string' ? value : value.toString({ fractionalSecondDigits: 3 });
}
