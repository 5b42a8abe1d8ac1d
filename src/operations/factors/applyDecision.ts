import { knownName, requesterOf, sendersName } from '../../domain/budgets/requester.ts';
import type { Transaction } from '../../domain/devices/transaction.ts';
import type { Context } from '../../domain/factors/context.ts';
import type { Accepted, Decision, Refused } from '../../domain/factors/decision.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { Change } from '../../store/change.ts';
import { noteFailure } from '../budgets/noteFailure.ts';
import { givenBack } from '../budgets/unjudged.ts';
import { MessageGuard } from '../messages/messageGuard.ts';
import { type QueuedMessage, queuedWrites, queueMessages } from '../messages/queueMessages.ts';
import { sendMessage } from '../messages/sendMessage.ts';
import { trustNumber } from '../messages/trustNumber.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { acceptedChange, refusedChange } from './factorChange.ts';
import { contextFor, type FactorRequest } from './factorRequest.ts';
import { type LoadedFactor, loadFactor } from './loadFactor.ts';
import { measureDecision } from './measureDecision.ts';
import { admitQuestion, type Loudness, pushQuestion, transactionOf } from './verify/pushQuestion.ts';

/** An accepted decision that is written, and the factor as it is since. */
interface AppliedDecision {
  readonly factor: Factor;
  readonly kind: AnyKind;
  readonly decision: Accepted<unknown>;
  /** The question that the decision put to the user's devices. */
  readonly transaction?: Transaction;
  /** Whether the devices ring for it. */
  readonly loudness?: Loudness;
}

/**
 * Applies one decision about one factor: load, decide, admit what it sends, write, then deliver. When somebody else
 * changed the factor in between, it is decided again from what is there by then. Throws the fault of a refusal, once
 * that is written down.
 */
export async function applyDecision(
  services: Services,
  request: FactorRequest,
  decide: (loaded: LoadedFactor, context: Context) => Decision<unknown> | Promise<Decision<unknown>>,
): Promise<AppliedDecision> {
  const { params, caller, context } = request;
  const guard = new MessageGuard(services, caller, context.now);
  let loudness: Loudness | undefined = request.rung && 'rings';
  let held: Decision<unknown> | undefined;

  return untilWritten('factor', async (tries) => {
    const loaded = (tries === 0 && request.loaded) || (await loadFactor(services, params, caller));
    const { user, kind, enrollment } = loaded;
    const full = contextFor(kind, { ...context, user }, enrollment);
    const decideWith = (given: Context) => decide(loaded, given);
    let decision = held ?? (await decideWith(loudness === 'quiet' ? { ...full, channelBinding: 'ALWAYS' } : full));
    if (!decision.ok) return refuse(services, request, loaded, decision);

    const who = requesterOf(user.id, caller, loaded.known, context.now);
    for (const message of decision.send ?? []) {
      // What an enrollment sends is counted as one of nobody's, whoever asks: strangers' messages are those they ask for.
      const requester = message.purpose === 'verify' ? sendersName(who) : knownName(who);
      await guard.admit(message, { userId: user.id, factorId: loaded.factor.id, requester });
    }
    if (decision.asks && loudness === undefined) {
      loudness = await admitQuestion(services, who, context.now);
      if (loudness === 'quiet') decision = await decideWith({ ...full, channelBinding: 'ALWAYS' });
      if (!decision.ok) return refuse(services, request, loaded, decision);
    }

    const { factor, change, queued, transaction } = await prepare(services, request, loaded, decision, loudness);
    const applied = await services.store.apply(change);
    if (applied === 'taken' && decision.claims) held = decision.claims.held;
    if (applied !== 'done') return undefined;
    measureDecision(services, loaded, request, decision);

    for (const limit of decision.charges ?? []) await services.store.limits.spend([limit], context.now);
    for (const message of queued) await sendMessage(services, user, factor, message, caller, guard);
    return { factor, kind, decision, ...(transaction && { transaction }), ...(loudness && { loudness }) };
  });
}

/** Writes a refusal down and throws its fault; undefined when somebody else wrote first. */
async function refuse(
  services: Services,
  request: FactorRequest,
  loaded: LoadedFactor,
  decision: Refused<unknown>,
): Promise<undefined> {
  const { id } = loaded.user;
  const back = request.guess ? await givenBack(services, id, request.guess, decision, request.context.now) : [];
  const applied = await services.store.apply([...refusedChange(loaded, decision, request), ...back]);
  if (applied !== 'done') return undefined;
  measureDecision(services, loaded, request, decision);
  if (decision.unjudged) throw decision.fault;
  if (request.guess) await noteFailure(services, id, request.caller, request.context.now);
  throw request.guess?.hint ? decision.fault.because(request.guess.hint) : decision.fault;
}

/** Everything an accepted decision writes, in this order, and what is to be sent once it is written. */
interface Prepared {
  readonly factor: Factor;
  readonly change: Change;
  readonly queued: readonly QueuedMessage[];
  readonly transaction: Transaction | undefined;
}

async function prepare(
  services: Services,
  request: FactorRequest,
  loaded: LoadedFactor,
  decision: Accepted<unknown>,
  loudness: Loudness | undefined,
): Promise<Prepared> {
  const { caller, context, guess } = request;
  const { user, kind, view, known } = loaded;
  const { now } = context;
  const who = requesterOf(user.id, caller, known, now);
  const transaction = decision.asks && transactionOf(services, loaded.factor, decision.asks, who, caller, now);
  const others = await othersFor(services, loaded, decision);
  const { factor, change } = acceptedChange(services, loaded, decision, request, others);
  const trusted = guess ? await trustNumber(services, kind, { state: view.state, who }, caller, now) : [];
  const queued = await queueMessages(services, decision.send ?? [], factor, kind, caller);
  const question = transaction ? pushQuestion(transaction, caller, loudness) : [];
  const also = (await request.also?.(factor)) ?? [];
  return {
    factor,
    change: [...change, ...question, ...trusted, ...also, ...queuedWrites(queued)],
    queued,
    transaction,
  };
}

/** The user's other factors as they are now, for a decision that is about more than one. */
async function othersFor(
  { store }: Services,
  { user, factor }: LoadedFactor,
  { replaces = [], along, unenrolls }: Accepted<unknown>,
): Promise<readonly Factor[]> {
  if (replaces.length === 0 && !along && !unenrolls) return [];
  return (await store.factors.list(user.id)).filter(({ id }) => id !== factor.id);
}
