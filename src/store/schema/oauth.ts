import { document, flag, integer, nullable, sealed, table, text } from './table.ts';

export const serviceApps = table('service_apps', {
  id: text(),
  label: text(),
  status: text<'ACTIVE' | 'INACTIVE'>(),
  dpop_bound: flag(),
  jwks_uri: nullable(text()),
  /** Public keys, with id and status. */
  keys: document(),
  /** Scopes, each with who granted it. */
  grants: document(),
  roles: document(),
  epoch: integer(),
  shown: document(),
  created_at: text(),
  updated_at: text(),
  version: integer(),
});

export const signingKeys = table('signing_keys', {
  kid: text(),
  /** One more than the key before it, so that of two processes that make the next one only one does. */
  generation: integer(),
  /** The private key. */
  key: sealed(),
  created_at: text(),
});
