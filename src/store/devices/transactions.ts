import type { Vault } from '../../crypto/vault.ts';
import type { Question, Transaction, TransactionStatus } from '../../domain/devices/transaction.ts';
import type { Engine, Row } from '../engine.ts';
import { findFactorWith, toFound } from '../factors/factors.ts';
import type { ParseEnrollment } from '../org/enrollmentSettings.ts';
import { instant, text } from '../shared/columns.ts';
import type { TransactionReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const columns = `t.id as transaction_id, t.status as transaction_status, t.created_at as transaction_created_at,
  t.expires_ms as transaction_expires_ms, t.state as transaction_state`;

/** The factor, and the transaction if it is one of its. */
const findText = findFactorWith(
  columns,
  'left join transactions t on t.user_id = f.user_id and t.factor_id = f.id and t.id = $3',
);

const waitingText = `select ${columns} from transactions t
  where t.user_id = $1 and t.factor_id = $2 and t.status = 'WAITING' and t.expires_ms > cast($3 as bigint)`;

/** Two last letters in 64: with every 32nd challenge, up to so many transactions that were over a day ago are removed. */
const SWEEPS = /[AB]$/;
const SWEEP_MOST = 100;
const KEPT_MS = 24 * 60 * 60 * 1_000;

export function transactionReads(engine: Engine, vault: Vault, parse: ParseEnrollment): TransactionReads {
  return {
    async find({ userId, factorId, transactionId }) {
      const [row] = await engine.read({ text: findText, values: [userId, factorId, transactionId] });
      if (!row) return undefined;
      const found = toFound(row, userId, vault, parse);
      if (row.transaction_id === null) return found;
      return { ...found, transaction: toTransaction(row, { userId, factorId }, vault) };
    },
    async waiting(ref, now) {
      const values = [ref.userId, ref.factorId, now.epochMilliseconds];
      const rows = await engine.read({ text: waitingText, values });
      return rows.map((row) => toTransaction(row, ref, vault));
    },
  };
}

export const transactionWrites: Writers<'insertTransaction' | 'endTransaction'> = {
  *insertTransaction({ transaction }, vault) {
    const { id, userId, factorId, status, created, expires, credentialId, number, from } = transaction;
    yield {
      text: `update transactions set status = 'CANCELLED'
        where user_id = $1 and factor_id = $2 and status = 'WAITING' and expires_ms > cast($3 as bigint)`,
      values: [userId, factorId, created.epochMilliseconds],
    };
    const state: SealedPart = { credentialId, from, ...(number && { number }) };
    yield {
      text: `insert into transactions (user_id, id, factor_id, status, created_at, expires_ms, state)
        values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [userId, id, factorId, status, text(created), expires.epochMilliseconds, vault.seal(state, id)],
    };
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
    const due = status === 'TIMEOUT' ? '<=' : '>';
    const ended = yield {
      text: `update transactions set status = $4 where user_id = $1 and id = $2 and status = 'WAITING'
        and expires_ms ${due} cast($3 as bigint) returning id`,
      values: [transaction.userId, transaction.id, at.epochMilliseconds, status],
    };
    return ended.length === 0 ? 'stale' : 'done';
  },
};

type SealedPart = Question & Pick<Transaction, 'from'>;

function toTransaction(
  row: Row,
  { userId, factorId }: { readonly userId: string; readonly factorId: string },
  vault: Vault,
): Transaction {
  const id = row.transaction_id as string;
  return {
    ...(vault.open(row.transaction_state as string, id) as SealedPart),
    id,
    userId,
    factorId,
    status: row.transaction_status as TransactionStatus,
    created: instant(row.transaction_created_at),
    expires: Temporal.Instant.fromEpochMilliseconds(row.transaction_expires_ms as number),
  };
}
