import type { Vault } from '../../crypto/vault.ts';
import { type Question, TRANSACTION_LIFETIME, type Transaction } from '../../domain/devices/transaction.ts';
import { CLOCK_SKEW } from '../../domain/values/lifetime.ts';
import type { Engine } from '../engine.ts';
import { findFactorWith, toFound } from '../factors/factorRows.ts';
import type { ParseEnrollment } from '../org/enrollmentSettings.ts';
import { transactions } from '../schema/devices.ts';
import { transactionState } from '../sealed/sealedColumns.ts';
import { instant, text } from '../shared/columns.ts';
import { insertText, leftJoined, type RowIn, read, renamedColumns, select, valuesOf } from '../shared/query.ts';
import type { TransactionReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const LONGEST_MS = TRANSACTION_LIFETIME.total('milliseconds') + CLOCK_SKEW.total('milliseconds');

/** Whether a question may still be answered at `$3`; one that a clock asked in the future, which was put back since, may not. */
const waitsSql = (expires: string): string =>
  `(${expires} > cast($3 as bigint) and ${expires} <= cast($3 as bigint) + ${LONGEST_MS})`;

const transactionColumns = renamedColumns(
  transactions,
  {
    transaction_id: 'id',
    transaction_status: 'status',
    transaction_created_at: 'created_at',
    transaction_expires_ms: 'expires_ms',
    transaction_state: 'state',
    transaction_requester: 'requester',
  },
  't',
);

/** The factor, and the transaction if it is one of the factor's. Parameters: user id, factor id, transaction id. */
const find = findFactorWith(
  leftJoined(transactionColumns),
  'left join transactions t on t.user_id = f.user_id and t.factor_id = f.id and t.id = $3',
);

const waiting = select(
  transactionColumns,
  `from transactions t
    where t.user_id = $1 and t.factor_id = $2 and t.status = 'WAITING' and ${waitsSql('t.expires_ms')}
    order by t.expires_ms, t.id`,
);

/** About every 31st id ends so: with its challenge, at most 100 transactions that expired over a day ago are removed. */
const SWEEPS = /[AB]$/;
const SWEEP_MOST = 100;
const KEPT_MS = 24 * 60 * 60 * 1_000;

/** Reads of transactions with the factor they belong to. */
export function transactionReads(engine: Engine, vault: Vault, parse: ParseEnrollment): TransactionReads {
  return {
    async find({ userId, factorId, transactionId }) {
      const [row] = await read(engine, find, [userId, factorId, transactionId]);
      if (!row) return undefined;
      const found = toFound(row, userId, vault, parse);
      if (row.transaction_id === null) return found;
      return { ...found, transaction: toTransaction(row, { userId, factorId }, vault) };
    },
    async waiting(ref, now) {
      const values = [ref.userId, ref.factorId, now.epochMilliseconds];
      return (await read(engine, waiting, values)).map((row) => toTransaction(row, ref, vault));
    },
  };
}

const insertTransactionText = insertText(transactions);

/** Writes of transactions. */
export const transactionWrites: Writers<'insertTransaction' | 'endTransaction'> = {
  *insertTransaction({ transaction }, vault) {
    const { id, userId, factorId, status, created, expires, requester } = transaction;
    const { credentialId, number, outside, from } = transaction;
    yield {
      text: `update transactions set status = 'CANCELLED'
        where user_id = $1 and factor_id = $2 and requester = $4 and status = 'WAITING' and expires_ms > cast($3 as bigint)`,
      values: [userId, factorId, created.epochMilliseconds, requester],
    };
    const state: SealedPart = { credentialId, from, ...(number && { number }), ...(outside && { outside }) };
    const row = {
      user_id: userId,
      id,
      factor_id: factorId,
      status,
      created_at: text(created),
      expires_ms: expires.epochMilliseconds,
      state: transactionState.seal(vault, state, { user_id: userId, factor_id: factorId, id }),
      requester,
    };
    yield { text: insertTransactionText, values: valuesOf(transactions, row) };
    if (SWEEPS.test(id)) {
      yield {
        text: `delete from transactions where (user_id, id) in (
          select user_id, id from transactions where expires_ms <= $1 order by expires_ms limit ${SWEEP_MOST})`,
        values: [created.epochMilliseconds - KEPT_MS],
      };
    }
    return 'done';
  },

  *endTransaction({ transaction, status, at }) {
    const due = status === 'TIMEOUT' ? 'not' : '';
    const ended = yield {
      text: `update transactions set status = $4 where user_id = $1 and id = $2 and status = 'WAITING'
        and ${due} ${waitsSql('expires_ms')} returning id`,
      values: [transaction.userId, transaction.id, at.epochMilliseconds, status],
    };
    return ended.length === 0 ? 'stale' : 'done';
  },
};

type SealedPart = Question & Pick<Transaction, 'from'>;

function toTransaction(
  row: RowIn<typeof transactionColumns>,
  { userId, factorId }: { readonly userId: string; readonly factorId: string },
  vault: Vault,
): Transaction {
  const id = row.transaction_id;
  return {
    ...(transactionState.open(vault, row.transaction_state, {
      user_id: userId,
      factor_id: factorId,
      id,
    }) as SealedPart),
    id,
    userId,
    factorId,
    status: row.transaction_status,
    requester: row.transaction_requester,
    created: instant(row.transaction_created_at),
    expires: Temporal.Instant.fromEpochMilliseconds(row.transaction_expires_ms),
  };
}
