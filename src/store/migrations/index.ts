import type { Migration } from 'kysely/migration';
import * as foundation from './0001_foundation.ts';
import * as authenticatorsPolicies from './0004_authenticators_policies.ts';

/** Every change of the schema, in order. Append only: never edit one that has been released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_foundation': foundation,
  '0004_authenticators_policies': authenticatorsPolicies,
};
