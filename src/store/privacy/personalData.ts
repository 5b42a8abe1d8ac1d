import type { tables } from '../schema/database.ts';
import { access } from './data/access.ts';
import type { Declaration } from './data/declare.ts';
import { factors } from './data/factors.ts';
import { happenings } from './data/happenings.ts';
import { organization } from './data/organization.ts';
import { people } from './data/people.ts';

/**
 * Every table and column, by what it says about people, why that is kept and for how long. The table of docs/privacy.md is made
 * of it; `cofactor export-user` reads what it declares, and the test of a deletion looks for nothing else to be left.
 */
export const personalData: Readonly<Record<keyof typeof tables, Declaration>> = {
  ...people,
  ...factors,
  ...happenings,
  ...access,
  ...organization,
};
