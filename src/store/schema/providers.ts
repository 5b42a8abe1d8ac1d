import { document, flag, integer, sealed, table, text } from './table.ts';

/** Providers of messages that were set up over the API. */
export const messageProviders = table('message_providers', {
  id: text(),
  type: text(),
  name: text(),
  enabled: flag(),
  channels: document(),
  routes: document(),
  priority: integer(),
  weight: integer(),
  settings: sealed(),
  created_at: text(),
  updated_at: text(),
  version: integer(),
});
