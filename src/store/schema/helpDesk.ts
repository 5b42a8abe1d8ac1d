import { document, integer, nullable, table, text } from './table.ts';

/** Requests of the help desk to act on users; they go with the users. */
export const helpDeskRequests = table('help_desk_requests', {
  id: text(),
  user_id: text(),
  action: text<'RESET_FACTORS' | 'REMOVE_FACTORS' | 'TEMPORARY_CODE'>(),
  /** An array of ids. */
  factor_ids: document(),
  /** An array of what is left to do. */
  remaining: document(),
  status: text<'WAITING' | 'APPROVED' | 'DENIED'>(),
  approval: text<'OWNER' | 'ADMINISTRATOR' | 'NOT_NEEDED'>(),
  factor_id: nullable(text()),
  transaction_id: nullable(text()),
  requester: text(),
  requester_user_id: nullable(text()),
  decided_by: nullable(text()),
  reason: nullable(text()),
  ticket: nullable(text()),
  created_at: text(),
  expires_at: text(),
  used_at: nullable(text()),
  version: integer(),
});
