import type { Transaction } from '../../domain/devices/transaction.ts';
import type { Context } from '../../domain/factors/context.ts';
import type { Accepted, Decision } from '../../domain/factors/decision.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { MessageGuard } from '../messages/messageGuard.ts';
import { queuedWrites, queueMessages } from '../messages/queueMessages.ts';
import { sendMessage } from '../messages/sendMessage.ts';
import { trustNumber } from '../messages/trustNumber.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { changeOf } from './factorChange.ts';
import { contextFor, type FactorRequest } from './factorRequest.ts';
import { type Loaded, loadFactor } from './loadFactor.ts';
import { admitQuestion, pushQuestion, transactionOf } from './verify/pushQuestion.ts';

export interface AppliedDecision {
  readonly factor: Factor;
  readonly kind: AnyKind;
  readonly decision: Accepted<unknown>;
  /** What is answered elsewhere. */
  readonly transaction?: Transaction;
}

/**
 * Applies one decision to one factor: load, decide, write if nobody else did, then deliver.
 * When the factor changed in between, the decision is made again from what is there now.
 */
export async function applyDecision(
  services: Services,
  request: FactorRequest,
  decide: (loaded: Loaded, context: Context) => Decision<unknown> | Promise<Decision<unknown>>,
): Promise<AppliedDecision> {
  const { params, caller, context } = request;
  const guard = new MessageGuard(services, caller, context.now);
  let admitted = false;
  let held: Decision<unknown> | undefined;
  return untilWritten('factor', async (tries) => {
    const loaded = (tries === 0 && request.loaded) || (await loadFactor(services, params, caller));
    const { user, kind, enrollment } = loaded;
    const decision = held ?? (await decide(loaded, contextFor(kind, { ...context, user }, enrollment)));
    for (const message of decision.ok ? (decision.send ?? []) : []) {
      await guard.admit(message, { userId: user.id, factorId: loaded.factor.id });
    }
    const question = decision.ok ? decision.asks : undefined;
    if (question && !admitted) await admitQuestion(services, user, context.now);
    admitted ||= question !== undefined;
    const transaction = question && transactionOf(services, loaded.factor, question, caller, context.now);
    const others = await othersFor(services, loaded, decision);
    const { factor, change } = changeOf(services, loaded, decision, request, others);
    const answered = { state: loaded.view.state, userId: user.id };
    const proved = decision.ok && request.guess ? await trustNumber(services, kind, answered, caller, context.now) : [];
    const queued = await queueMessages(services, decision.ok ? (decision.send ?? []) : [], factor, loaded.kind, caller);
    const asked = transaction ? pushQuestion(transaction, caller) : [];
    const applied = await services.store.apply([...change, ...asked, ...proved, ...queuedWrites(queued)]);
    if (applied === 'taken' && decision.ok && decision.claims) held = decision.claims.held;
    if (applied !== 'done') return undefined;
    if (!decision.ok) throw request.guess ? decision.fault.because(request.guess.hint) : decision.fault;
    for (const limit of decision.charges ?? []) await services.store.limits.spend([limit], context.now);
    for (const message of queued) await sendMessage(services, loaded.user, factor, message, caller, guard);
    return { factor, kind: loaded.kind, decision, ...(transaction && { transaction }) };
  });
}

/** The user's factors as they are now, for a decision that is about more than the one. */
async function othersFor(
  { store }: Services,
  { user, factor }: Loaded,
  decision: Decision<unknown>,
): Promise<readonly Factor[]> {
  if (!decision.ok || !(decision.replaces?.length || decision.along || decision.unenrolls)) return [];
  return (await store.factors.list(user.id)).filter(({ id }) => id !== factor.id);
}
