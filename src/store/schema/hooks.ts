import { integer, sealed, table, text } from './table.ts';

export const inlineHooks = table('inline_hooks', {
  id: text(),
  type: text(),
  name: text(),
  /** URL, headers and secret. */
  target: sealed(),
  created_at: text(),
  updated_at: text(),
  version: integer(),
});

/** At most one hook of a type that is called; `type` of the others is their own id. */
export const activeInlineHooks = table('active_inline_hooks', { type: text(), hook_id: text() });
