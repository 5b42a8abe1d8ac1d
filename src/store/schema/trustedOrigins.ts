import { document, integer, table, text } from './table.ts';

export const trustedOrigins = table('trusted_origins', {
  id: text(),
  name: text(),
  /** Unique. */
  origin: text(),
  /** An array of scopes. */
  scopes: document(),
  status: text<'ACTIVE' | 'INACTIVE'>(),
  created_at: text(),
  created_by: text(),
  updated_at: text(),
  updated_by: text(),
  version: integer(),
});
