import { userStatuses } from '../../contract/users/user.ts';
import type { ListFilter } from '../../store/searches.ts';
import { type Filterable, filterOf, type Shape } from '../shared/scimFilter.ts';

const filterable: ReadonlyMap<string, Shape> = new Map([
  ['status', 'status'],
  ['lastUpdated', 'time'],
  ['id', 'id'],
  ['profile.login', 'text'],
  ['profile.email', 'text'],
  ['profile.firstName', 'text'],
  ['profile.lastName', 'text'],
]);
const searchable: ReadonlyMap<string, Shape> = new Map([
  ...filterable,
  ['created', 'time'],
  ['activated', 'time'],
  ['statusChanged', 'time'],
]);

const common = { statuses: userStatuses, example: 'profile.lastName eq "Doe" and status eq "ACTIVE"' } as const;
const byParameter: Readonly<Record<'filter' | 'search', Filterable>> = {
  filter: { ...common, attributes: filterable },
  search: {
    ...common,
    attributes: searchable,
    others: { form: /^profile\.[A-Za-z_][\w-]{0,99}$/, name: 'profile.*' },
  },
};

/** A SCIM expression over users, as each of the two parameters allows it, or 400 with what is wrong in it. */
export const userFilter = (parameter: 'filter' | 'search', expression: string): ListFilter =>
  filterOf(parameter, expression, byParameter[parameter]);
