import type { Operations } from '../../../contract/index.ts';
import type { Caller, Reply } from '../../../contract/shared/operation.ts';
import { lacking } from '../../../domain/access/permits.ts';
import { statusAt, type Transaction } from '../../../domain/devices/transaction.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import { fault } from '../../../domain/values/fault.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Handler, Services } from '../../shared/services.ts';
import { timestamp } from '../../shared/timestamp.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { keyOf } from '../companionWrites.ts';
import { type LoadedFactor, loadTransaction } from '../loadFactor.ts';
import { followOutside, requireAskable } from '../outside/followOutside.ts';
import { deviceOfApproval } from './rememberedDevice.ts';

type Status = Reply<Operations['getFactorTransactionStatus']>;

/** The state of a challenge that is answered elsewhere; `wait` holds the reply back until it is (fact 95). */
export const getFactorTransactionStatus: Handler<'getFactorTransactionStatus'> = async (services, input) => {
  const { params, query, caller } = input;
  const { loaded, transaction } = await services.longPolls.until(
    { key: params.transactionId, seconds: query.wait ?? 0 },
    async () => followOutside(services, await loadTransaction(services, params, caller), caller),
    (found) => statusAt(found.transaction, services.now()) !== 'WAITING',
  );
  // What a user did who may no longer sign in is worth nothing.
  requireAskable(loaded);
  const settled = await timedOut(services, loaded, transaction, caller);
  const device = mayVerify(caller) ? await deviceOfApproval(services, settled, services.now()) : {};
  return { ...describeTransaction(services, loaded, settled), ...device };
};

/** Whether a caller could have asked the question: who may only read is given nothing by which a device is known. */
const mayVerify = ({ principal }: Caller): boolean =>
  lacking(principal, { id: 'verifyFactor', scope: 'okta.users.manage' }) === undefined;

/** Takes a question back; from then on it can no longer be answered (fact 96). */
export const cancelFactorTransaction: Handler<'cancelFactorTransaction'> = async (services, { params, caller }) => {
  const now = services.now();
  return untilWritten('transaction', async () => {
    const { transaction } = await loadTransaction(services, params, caller);
    const { id, userId, factorId } = transaction;
    const status = statusAt(transaction, now);
    if (status === 'CANCELLED') return {};
    if (status !== 'WAITING') {
      throw fault('notFound', { id, type: 'Transaction' })
        .because(`It is over: ${status}. Challenge again with POST /api/v1/users/${userId}/factors/${factorId}/verify.`)
        .hinting({ reason: status });
    }
    const event = 'cofactor.push.cancel';
    const applied = await services.store.apply([
      { do: 'endTransaction', transaction, status: 'CANCELLED', at: now },
      logEntry({ caller, now }, { event, userId, factorId, detail: { transactionId: id } }),
    ]);
    if (applied !== 'done') return undefined;
    services.longPolls.wake(id, factorId);
    return {};
  });
};

/** The transaction as the wire shows it: what is over says how, and how to start again (facts 93, 95, 98). */
export function describeTransaction(
  { links }: Pick<Services, 'links'>,
  { factor, kind }: { readonly factor: Factor; readonly kind: LoadedFactor['kind'] },
  transaction: Transaction,
  profile: object = { credentialId: transaction.credentialId },
): Status {
  const { id, status, expires, number, outside } = transaction;
  if (status === 'SUCCESS') return { factorResult: status };
  if (status !== 'WAITING')
    return { factorResult: status, profile: { ...profile }, _links: links.challenge(kind, factor) };
  return {
    factorResult: status,
    profile: { ...profile },
    expiresAt: timestamp(expires),
    transactionId: id,
    _links: links.transaction(factor, id, outside !== undefined && outside.ticket === undefined),
    ...(number && { _embedded: { challenge: { correctAnswer: number.correct } } }),
  };
}

/** Nobody is told that the time is over and then hears otherwise: it is written down before it is said. */
async function timedOut(
  { store, metrics, now }: Services,
  loaded: LoadedFactor,
  transaction: Transaction,
  caller: Caller,
): Promise<Transaction> {
  const at = now();
  const status = statusAt(transaction, at);
  if (transaction.status !== 'WAITING' || status !== 'TIMEOUT') return transaction;
  const { id, userId, factorId } = transaction;
  const over = { outcome: 'FAILURE', reason: status, userId, factorId, detail: { transactionId: id } } as const;
  const applied = await store.apply([
    { do: 'endTransaction', transaction, status, at },
    logEntry({ caller, now: at }, { event: 'user.authentication.auth_via_mfa', ...over }),
  ]);
  if (applied === 'done') {
    metrics.count('verifications', { kind: keyOf(loaded.factor), purpose: 'verify', outcome: 'timeout' });
    return { ...transaction, status };
  }
  const found = await store.transactions.find({ userId, factorId, transactionId: id });
  return found?.transaction ?? { ...transaction, status };
}
