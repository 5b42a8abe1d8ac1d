import type { TransactionStatus } from '../../domain/devices/transaction.ts';
import { milliseconds, sealed, table, text } from './table.ts';

/** Questions that are answered on another device. */
export const transactions = table('transactions', {
  user_id: text(),
  id: text(),
  factor_id: text(),
  status: text<TransactionStatus>(),
  created_at: text(),
  expires_ms: milliseconds(),
  state: sealed(),
  /** Its name, for each has one question at most that waits. */
  requester: text(),
});
