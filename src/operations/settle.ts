import type { EventType } from '../contract/events.ts';
import type { Caller } from '../contract/operation.ts';
import type { Accepted, Decision } from '../domain/decision.ts';
import { fault } from '../domain/fault.ts';
import type { AnyKind, Context } from '../domain/kind.ts';
import type { Change, Write } from '../store/change.ts';
import type { Factor, FactorRef, LogEntry } from '../store/records.ts';
import { type Loaded, loadFactor } from './access.ts';
import { deliver } from './deliver.ts';
import { contextFor } from './factorRequest.ts';
import type { Guess } from './guess.ts';
import { MessageGuard } from './messageGuard.ts';
import { queue, queueWrites } from './outbox.ts';
import { phoneWrite } from './phoneWrite.ts';
import { provedNumber } from './provedNumber.ts';
import { replaceWrites } from './replaceWrites.ts';
import type { Services } from './services.ts';

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
}

const MAX_TRIES = 25;

/**
 * Applies one decision to one factor: load, decide, write if nobody else did, then deliver.
 * When the factor changed in between, the decision is made again from what is there now.
 */
export async function settle(
  services: Services,
  request: FactorRequest,
  decide: (loaded: Loaded, context: Context) => Decision<unknown>,
): Promise<Settled> {
  const { params, caller, context } = request;
  const guard = new MessageGuard(services, caller, context.now);
  let held: Decision<unknown> | undefined;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const loaded = (tries === 0 && request.loaded) || (await loadFactor(services, params, caller));
    const { user, kind, enrollment } = loaded;
    const decision = held ?? decide(loaded, contextFor(kind, { ...context, user }, enrollment));
    for (const message of decision.ok ? (decision.send ?? []) : []) {
      await guard.admit(message, { userId: user.id, factorId: loaded.factor.id });
    }
    const replaced = await replacedBy(services, loaded, decision);
    const { factor, change } = changeOf(services, loaded, decision, request, replaced);
    const answered = { state: loaded.view.state, userId: user.id };
    const proved =
      decision.ok && request.guess ? await provedNumber(services, kind, answered, caller, context.now) : [];
    const queued = await queue(services, decision.ok ? (decision.send ?? []) : [], factor, loaded.kind, caller);
    const applied = await services.store.apply([...change, ...proved, ...queueWrites(queued)]);
    if (applied === 'taken' && decision.ok && decision.claims) held = decision.claims.held;
    if (applied !== 'done') continue;
    if (!decision.ok) throw request.guess ? decision.fault.because(request.guess.hint) : decision.fault;
    for (const message of queued) await deliver(services, loaded.user, factor, message, caller, guard);
    return { factor, kind: loaded.kind, decision };
  }
  throw fault('tooManyRequests').because('The factor is being changed by too many requests at once; try again.');
}

/** What a decision means for the store: the factor it leads to and the writes that get there. */
function changeOf(
  services: Services,
  { user, factor, kind, view }: Loaded,
  decision: Decision<unknown>,
  request: FactorRequest,
  replaced: readonly Factor[],
): { readonly factor: Factor; readonly change: Change } {
  const { now } = request.context;
  const next: Factor = { ...factor, state: decision.state ?? factor.state };
  if (!decision.ok) {
    const writes: Write[] = decision.state === undefined ? [] : [{ do: 'saveFactor', before: factor, factor: next }];
    const detail = request.guess?.detail;
    const outcome = { outcome: 'FAILURE', reason: decision.reason, ...(detail && { detail }) } as const;
    return { factor: next, change: [...writes, logged(factor, request, outcome)] };
  }
  const status = decision.status ?? factor.status;
  const touched = status !== factor.status || decision.send !== undefined;
  const after: Factor = { ...next, status, ...(touched && { lastUpdated: now }) };
  const renewed = renew(services, kind, factor, after, replaced.length > 0);
  const writes: Write[] =
    renewed.id === factor.id
      ? [
          {
            do: 'saveFactor',
            before: factor,
            factor: after,
            ...(decision.claims && { claims: decision.claims.values }),
          },
        ]
      : [
          {
            do: 'removeFactor',
            factor,
            former: { id: factor.id, userId: factor.userId, fate: 'activated', successor: renewed.id, at: now },
          },
          ...replaceWrites(replaced, renewed, { caller: request.caller, now }),
          { do: 'insertFactor', factor: renewed, claims: kind.claims(renewed.state, user) },
        ];
  if (decision.phone) writes.push(phoneWrite(services, user.id, decision.phone));
  writes.push(...(decision.org ?? []), ...(request.guess?.onSuccess ?? []));
  const challengeId = request.guess && kind.channel && kind.challengeId?.(view.state);
  if (challengeId !== undefined) writes.push({ do: 'verifiedMessages', userId: user.id, challengeId, at: now });
  return { factor: renewed, change: [...writes, logged(renewed, request, { outcome: 'SUCCESS' })] };
}

/** The user's factors whose place this one takes, as they are now; of those that are gone nothing is left to do. */
async function replacedBy(
  { store }: Services,
  { user }: Loaded,
  decision: Decision<unknown>,
): Promise<readonly Factor[]> {
  const ids = decision.ok ? (decision.replaces ?? []) : [];
  return ids.length === 0 ? [] : (await store.factors.list(user.id)).filter(({ id }) => ids.includes(id));
}

/**
 * A factor whose id starts differently once active gets a new one when it is activated (fact 3), and so does one that
 * takes another's place: it holds what that one held.
 */
function renew({ newId }: Services, { idPrefix }: AnyKind, before: Factor, after: Factor, takesPlace: boolean): Factor {
  const activated = before.status === 'PENDING_ACTIVATION' && after.status === 'ACTIVE';
  if (!activated || (idPrefix.pending === idPrefix.active && !takesPlace)) return after;
  return { ...after, id: newId(idPrefix.active), created: after.lastUpdated, version: 0 };
}

function logged(
  { userId, id }: Factor,
  { caller, event, context }: FactorRequest,
  outcome: Pick<LogEntry, 'outcome' | 'reason' | 'detail'>,
): Write {
  const entry: LogEntry = {
    at: context.now,
    event,
    ...outcome,
    userId,
    factorId: id,
    actor: caller.tokenId,
    requestId: caller.requestId,
    ...(caller.address !== undefined && { address: caller.address }),
  };
  return { do: 'log', entry };
}
