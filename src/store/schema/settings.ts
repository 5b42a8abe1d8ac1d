import { document, integer, sealed, table, text } from './table.ts';

/** Facts about this database itself, by name. */
export const settings = table('settings', { name: text(), value: sealed() });

/** One row, with id 1: what is switched on and what the policy allows. */
export const enrollmentSettings = table('enrollment_settings', {
  id: integer(),
  version: integer(),
  document: document(),
});
