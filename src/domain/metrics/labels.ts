import type { OperationId } from '../../contract/index.ts';
import { budgetFamilies } from '../budgets/budgetFamily.ts';

/** The values of every label that has only a few, which are counted from 0 on. */
export const labelValues = {
  channel: ['sms', 'call', 'email', 'push', 'none'],
  family: budgetFamilies,
  outcome: ['accepted', 'refused', 'timeout'],
  pool: ['transactions', 'statements', 'others', 'writes', 'searches'],
  purpose: ['activate', 'verify'],
  queue: ['connections', 'long_polls', 'password_hashes', 'searches'],
  reason: ['unavailable', 'error'],
  result: ['accepted', 'refused', 'failed', 'timeout', 'blocked'],
  state: ['in_use', 'idle', 'waiting'],
  what: ['audit_line', 'span'],
  work: ['read', 'write', 'ping'],
} as const;

type Few = typeof labelValues;

/**
 * The labels of all metrics. None has a user, an address, a path or a secret in it, and each has a bounded number of values:
 * what the program has, or the status codes of HTTP.
 */
export type Labels = { readonly [K in keyof Few]: Few[K][number] } & {
  /** `factorType/provider` of a kind of factor. */
  readonly kind: string;
  /** The id of an operation of the contract; `other` for pages, health checks and paths that nobody has. */
  readonly operation: OperationId | 'other';
  /** The type of a message provider, not its name; `hook` for the telephony inline hook. */
  readonly provider: string;
  readonly status: string;
};
