import type { Accepted, Refused, Said } from '../../domain/factors/decision.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { Change, Write } from '../../store/change.ts';
import { knownSince } from '../budgets/requester.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { renewFactor } from './activate/renewFactor.ts';
import { companionWrites } from './companionWrites.ts';
import { phoneWrite } from './enroll/phones.ts';
import { replacementWrites } from './enroll/replacementWrites.ts';
import type { FactorRequest } from './factorRequest.ts';
import type { LoadedFactor } from './loadFactor.ts';
import { unenrollWrites } from './remove/unenrollWrites.ts';

/** The factor a decision leads to, and the writes that lead there. */
interface FactorChange {
  readonly factor: Factor;
  readonly change: Change;
}

/** The writes of a refusal: the state that a wrong answer leaves behind, if any, and a line in the log. */
export function refusedChange(
  { factor }: LoadedFactor,
  { state, reason }: Refused<unknown>,
  request: FactorRequest,
): Change {
  const saved: Write[] =
    state === undefined ? [] : [{ do: 'saveFactor', before: factor, factor: { ...factor, state } }];
  const detail = request.guess?.detail;
  const said = { event: request.event, outcome: 'FAILURE', reason, ...(detail && { detail }) } as const;
  return [...saved, ...(request.guess?.onRefusal?.() ?? []), logLine(factor, request, said)];
}

/** The factor after an accepted decision, and all that is written with it. */
export function acceptedChange(
  services: Services,
  loaded: LoadedFactor,
  decision: Accepted<unknown>,
  request: FactorRequest,
  others: readonly Factor[],
): FactorChange {
  const { factor: before, user, kind } = loaded;
  const { now } = request.context;
  const audit = { caller: request.caller, now };
  if (decision.unenrolls) {
    const removed = unenrollWrites(loaded, others, { ...request.context, user }, 'unenrolled', audit);
    return { factor: before, change: [...removed, ...logged(before, request, decision)] };
  }
  const replaced = others.filter(({ id }) => decision.replaces?.includes(id));
  const factor = renewFactor(services, kind, before, decided(before, decision, now), replaced.length > 0);
  const stored =
    factor.id === before.id
      ? savedInPlace(before, factor, decision)
      : [
          removedFor(before, factor, now),
          ...replacementWrites(replaced, factor, audit),
          { do: 'insertFactor', factor, claims: kind.claims(factor.state, user) } as const,
        ];
  return {
    factor,
    change: [
      ...stored,
      ...companionWrites(services, { user, factor, others }, decision, audit),
      ...decisionWrites(services, loaded, decision, now),
      ...answerWrites(loaded, request),
      ...logged(factor, request, decision),
    ],
  };
}

/** A factor with the state and status that a decision gives it. */
function decided(
  before: Factor,
  { state, status = before.status, send, changed }: Accepted<unknown>,
  now: Temporal.Instant,
): Factor {
  const touched = status !== before.status || send !== undefined || changed;
  return { ...before, state: state ?? before.state, status, ...(touched && { lastUpdated: now }) };
}

const savedInPlace = (before: Factor, factor: Factor, { claims, repeats }: Accepted<unknown>): readonly Write[] =>
  repeats ? [] : [{ do: 'saveFactor', before, factor, ...(claims && { claims: claims.values }) }];

const removedFor = (factor: Factor, successor: Factor, at: Temporal.Instant): Write => ({
  do: 'removeFactor',
  factor,
  former: { id: factor.id, userId: factor.userId, fate: 'activated', successor: successor.id, at },
});

/** The writes of a decision besides those of factors. */
function decisionWrites(
  services: Services,
  { user }: LoadedFactor,
  { ends, forgives, phone, org = [] }: Accepted<unknown>,
  at: Temporal.Instant,
): readonly Write[] {
  const writes: Write[] = [];
  if (ends) writes.push({ do: 'endTransaction', ...ends, at });
  // Whoever asked is the one who was verified, not the device that said so.
  if (ends?.status === 'SUCCESS') writes.push(...knownSince(user.id, ends.transaction.from, [], at));
  if (forgives) writes.push({ do: 'forgive', keys: forgives.map(({ key }) => key) });
  if (phone) writes.push(phoneWrite(services, user.id, phone));
  return [...writes, ...org];
}

/** The writes of a right answer: guesses are given back, and the messages of its challenge are verified. */
function answerWrites(
  { user, kind, view }: LoadedFactor,
  { guess, context: { now } }: FactorRequest,
): readonly Write[] {
  if (!guess) return [];
  const challengeId = kind.messages && kind.challenge?.id(view.state);
  if (challengeId === undefined) return guess.onSuccess;
  return [...guess.onSuccess, { do: 'verifiedMessages', userId: user.id, challengeId, at: now }];
}

const logged = (factor: Factor, request: FactorRequest, { says }: Accepted<unknown>): readonly Write[] =>
  (says ?? [{ event: request.event, outcome: 'SUCCESS' } as const]).map((said) => logLine(factor, request, said));

const logLine = ({ userId, id }: Factor, { caller, context: { now } }: FactorRequest, said: Said): Write =>
  logEntry({ caller, now }, { ...said, userId, factorId: id });
