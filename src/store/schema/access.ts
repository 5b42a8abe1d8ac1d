import { nullable, table, text } from './table.ts';

export const apiTokens = table('api_tokens', {
  id: text(),
  name: text(),
  /** SHA-256 of the token. */
  digest: text(),
  owner_id: nullable(text()),
  created_at: text(),
  revoked_at: nullable(text()),
});
