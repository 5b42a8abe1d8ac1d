import type { Accepted, Decision, Said } from '../../domain/factors/decision.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { Change, Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { companionWrites } from './companionWrites.ts';
import { phoneWrite } from './enroll/phones.ts';
import { replacementWrites } from './enroll/replacementWrites.ts';
import type { FactorRequest } from './factorRequest.ts';
import type { Loaded } from './loadFactor.ts';
import { unenrollWrites } from './remove/unenrollWrites.ts';

interface Leading {
  readonly factor: Factor;
  readonly change: Change;
}

/** What a decision means for the store: the factor it leads to and the writes that get there. */
export function changeOf(
  services: Services,
  loaded: Loaded,
  decision: Decision<unknown>,
  request: FactorRequest,
  others: readonly Factor[],
): Leading {
  if (!decision.ok) return refusal(loaded, decision, request);
  const { factor } = loaded;
  const { now } = request.context;
  const audit = { caller: request.caller, now };
  if (decision.unenrolls) {
    const removed = unenrollWrites(loaded, others, { ...request.context, user: loaded.user }, 'unenrolled', audit);
    return { factor, change: [...removed, ...logged(factor, request, decision)] };
  }
  const { user, kind, view } = loaded;
  const status = decision.status ?? factor.status;
  const touched = status !== factor.status || decision.send !== undefined;
  const next: Factor = { ...factor, state: decision.state ?? factor.state };
  const after: Factor = { ...next, status, ...(touched && { lastUpdated: now }) };
  const replaced = others.filter(({ id }) => decision.replaces?.includes(id));
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
          ...replacementWrites(replaced, renewed, audit),
          { do: 'insertFactor', factor: renewed, claims: kind.claims(renewed.state, user) },
        ];
  writes.push(...companionWrites(services, { user, factor: renewed, others }, decision, audit));
  if (decision.ends) writes.push({ do: 'endTransaction', ...decision.ends, at: now });
  if (decision.forgives) writes.push({ do: 'forgive', keys: decision.forgives.map(({ key }) => key) });
  if (decision.phone) writes.push(phoneWrite(services, user.id, decision.phone));
  writes.push(...(decision.org ?? []), ...(request.guess?.onSuccess ?? []));
  const challengeId = request.guess && kind.messages && kind.challenge?.id(view.state);
  if (challengeId !== undefined) writes.push({ do: 'verifiedMessages', userId: user.id, challengeId, at: now });
  return { factor: renewed, change: [...writes, ...logged(renewed, request, decision)] };
}

function refusal(
  { factor }: Loaded,
  { state, reason }: Extract<Decision<unknown>, { ok: false }>,
  request: FactorRequest,
): Leading {
  const next: Factor = { ...factor, state: state ?? factor.state };
  const writes: Write[] = state === undefined ? [] : [{ do: 'saveFactor', before: factor, factor: next }];
  const detail = request.guess?.detail;
  const said: Said = { event: request.event, outcome: 'FAILURE', reason, ...(detail && { detail }) };
  return { factor: next, change: [...writes, logLine(factor, request, said)] };
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

const logged = (factor: Factor, request: FactorRequest, { says }: Accepted<unknown>): readonly Write[] =>
  (says ?? [{ event: request.event, outcome: 'SUCCESS' } as const]).map((said) => logLine(factor, request, said));

const logLine = ({ userId, id }: Factor, { caller, context: { now } }: FactorRequest, said: Said): Write =>
  logEntry({ caller, now }, { ...said, userId, factorId: id });
