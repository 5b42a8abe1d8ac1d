import type { Caller } from '../../../contract/shared/operation.ts';
import { statusAt, type Transaction } from '../../../domain/devices/transaction.ts';
import { accept } from '../../../domain/factors/decision.ts';
import type { OutsideAnswer } from '../../../domain/factors/outsideRules.ts';
import type { Services } from '../../shared/services.ts';
import { applyDecision } from '../applyDecision.ts';
import { contextOf } from '../factorRequest.ts';
import { type LoadedFactor, loadTransaction } from '../loadFactor.ts';
import { requireActive, requirePending } from '../requireStatus.ts';
import { unlessRefused } from './unlessRefused.ts';

/** A factor and one of its questions. */
export interface Loaded {
  readonly loaded: LoadedFactor;
  readonly transaction: Transaction;
}

/** A question that an outside service puts may be about a factor still to be activated; all others are about active ones. */
export function requireAskable(loaded: LoadedFactor): void {
  if (loaded.kind.outside && loaded.factor.status === 'PENDING_ACTIVATION') requirePending(loaded);
  else requireActive(loaded);
}

/**
 * Asks the outside service after the answer to a question that still waits, and writes it down; also one that comes when the
 * caller has been told to wait.
 */
export async function followOutside(services: Services, found: Loaded, caller: Caller): Promise<Loaded> {
  const { loaded, transaction } = found;
  const { outside } = loaded.kind;
  if (!outside || !transaction.outside || statusAt(transaction, services.now()) !== 'WAITING') return found;
  requireAskable(loaded);
  const verdict = await outside.follow(
    transaction.outside,
    async (late) => {
      if (late.is === 'unanswered') return;
      await unlessRefused(() => settleOutside(services, transaction, late, caller));
    },
    services,
  );
  if (verdict.is === 'waiting') return found;
  if (verdict.is === 'unanswered') throw outside.silence(verdict).fault;
  return settleOutside(services, transaction, verdict, caller);
}

/**
 * Ends a question with the service's verdict, if it still waits: of several who bring one the first is heard, and what was
 * cancelled or is over stays so, whatever the service says afterwards.
 */
export async function settleOutside(
  services: Services,
  { id: transactionId, userId, factorId }: Transaction,
  verdict: OutsideAnswer['verdict'],
  caller: Caller,
): Promise<Loaded> {
  const params = { userId, factorId, transactionId };
  const context = contextOf(services, caller);
  const request = { params, caller, context, event: 'user.authentication.auth_via_mfa' } as const;
  await applyDecision(services, request, async (loaded, full) => {
    requireAskable(loaded);
    const found = await services.store.transactions.find(params);
    const { transaction } = found ?? {};
    const waits = transaction && statusAt(transaction, full.now) === 'WAITING';
    if (!waits || !loaded.kind.outside) return accept(loaded.view.state, { repeats: true, says: [] });
    return loaded.kind.outside.settle(loaded.view, { transaction, verdict }, full);
  });
  services.longPolls.wake(transactionId);
  return loadTransaction(services, params, caller);
}
