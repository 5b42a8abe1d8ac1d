import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { Transaction } from '../../domain/devices/transaction.ts';
import type { Accepted, Decision } from '../../domain/factors/decision.ts';
import type { AnyKind, Context } from '../../domain/factors/kind.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Factor, FactorRef } from '../../store/records.ts';
import type { Guess } from '../budgets/guess.ts';
import { MessageGuard } from '../messages/messageGuard.ts';
import { queue, queueWrites } from '../messages/queueMessages.ts';
import { deliver } from '../messages/sendMessage.ts';
import { provedNumber } from '../messages/trustNumber.ts';
import type { Services } from '../shared/services.ts';
import { changeOf } from './factorChange.ts';
import { contextFor } from './factorRequest.ts';
import { type Loaded, loadFactor } from './loadFactor.ts';
import { admitQuestion, ask, transactionOf } from './verify/pushQuestion.ts';

/** One request about one factor. */
export interface FactorRequest {
  readonly params: FactorRef;
  readonly caller: Caller;
  readonly event: EventType;
  readonly context: Omit<Context, 'user'>;
  /** What this answer cost. */
  readonly guess?: Guess;
  /** The factor as it was read for this request already: decided from first, and again from a fresh one if it changed. */
  readonly loaded?: Loaded;
}

export interface Settled {
  readonly factor: Factor;
  readonly kind: AnyKind;
  readonly decision: Accepted<unknown>;
  /** What is answered elsewhere. */
  readonly transaction?: Transaction;
}

const MAX_TRIES = 25;

/**
 * Applies one decision to one factor: load, decide, write if nobody else did, then deliver.
 * When the factor changed in between, the decision is made again from what is there now.
 */
export async function settle(
  services: Services,
  request: FactorRequest,
  decide: (loaded: Loaded, context: Context) => Decision<unknown> | Promise<Decision<unknown>>,
): Promise<Settled> {
  const { params, caller, context } = request;
  const guard = new MessageGuard(services, caller, context.now);
  let admitted = false;
  let held: Decision<unknown> | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
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
    const proved =
      decision.ok && request.guess ? await provedNumber(services, kind, answered, caller, context.now) : [];
    const queued = await queue(services, decision.ok ? (decision.send ?? []) : [], factor, loaded.kind, caller);
    const asked = transaction ? ask(transaction, caller) : [];
    const applied = await services.store.apply([...change, ...asked, ...proved, ...queueWrites(queued)]);
    if (applied === 'taken' && decision.ok && decision.claims) held = decision.claims.held;
    if (applied !== 'done') continue;
    if (!decision.ok) throw request.guess ? decision.fault.because(request.guess.hint) : decision.fault;
    for (const limit of decision.charges ?? []) await services.store.limits.spend([limit], context.now);
    for (const message of queued) await deliver(services, loaded.user, factor, message, caller, guard);
    return { factor, kind: loaded.kind, decision, ...(transaction && { transaction }) };
  }
  throw fault('tooManyRequests').because('The factor is being changed by too many requests at once; try again.');
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
