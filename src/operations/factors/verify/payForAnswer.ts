import type { Caller } from '../../../contract/shared/operation.ts';
import {
  type AnswerBudgets,
  type CountedAnswer,
  elsewhereBudgets,
  isOfChances,
  isOfShortAnswers,
  knowledgeBudgets,
  ownBudgets,
  pausingBudgets,
  sharedBudgets,
  shortBudgets,
} from '../../../domain/budgets/answerBudgets.ts';
import { isOfChallenge } from '../../../domain/budgets/budgets.ts';
import { type Requester, requesterOf } from '../../../domain/budgets/requester.ts';
import type { AnyKind } from '../../../domain/factors/kind.ts';
import type { Fault } from '../../../domain/values/fault.ts';
import type { Write } from '../../../store/change.ts';
import { Budget, exhausted } from '../../budgets/budget.ts';
import { type Guess, left } from '../../budgets/guess.ts';
import { knownSince } from '../../budgets/requester.ts';
import type { Services } from '../../shared/services.ts';
import { keyOf } from '../companionWrites.ts';
import type { LoadedFactor } from '../loadFactor.ts';

/** An answer that has been paid for: how it is to be judged, and what follows from the verdict. */
export interface PaidAnswer {
  readonly who: Requester;
  readonly guess: Guess;
  /** It must be long: `wanted` says how, and `pause` is what the caller hears in the place of a refusal. */
  readonly long?: { readonly wanted: string; readonly pause?: Fault };
}

/** Pays for one answer to an active factor before it is looked at, out of the budgets of whoever gives it (ADR 4). */
export async function payForAnswer(
  services: Services,
  loaded: LoadedFactor,
  answer: unknown,
  caller: Caller,
  now: Temporal.Instant,
): Promise<PaidAnswer> {
  const { kind, view, user, known } = loaded;
  const who = requesterOf(user.id, caller, known, now);
  const short = kind.answers?.short;
  const elsewhere = kind.answers?.judgedElsewhere;
  const chance = short?.chance(view, answer as never, services.policy, who) ?? elsewhere?.chance(answer as never) ?? 0;
  const budgets = budgetsOf(services, loaded, who, chance);
  const knows: readonly Write[] =
    kind.answers?.knowledge || caller.onPhone ? [] : knownSince(user.id, caller, known, now);
  const own: readonly Write[] = [{ do: 'forgive', keys: ownBudgets(budgets) }, ...knows];
  if (!short || !budgets.long) {
    const spent = await services.store.limits.spend(budgets.short, now);
    if (!spent.ok) {
      const used = exhausted(spent.limit, spent.retryAt, now);
      throw elsewhere?.wanted !== undefined && isOfChances(spent.limit) ? used.because(elsewhere.wanted) : used;
    }
    const shared = elsewhere ? sharedBudgets(budgets) : [];
    const back: readonly Write[] = shared.length === 0 ? [] : [{ do: 'refund', limits: shared }];
    return { who, guess: { ...left(spent.standings, now), onSuccess: [...own, ...back], paid: budgets.short } };
  }
  let pause: Fault | undefined;
  if (chance > 0) {
    const spent = await services.store.limits.spend(budgets.short, now);
    if (spent.ok) {
      const shared = sharedBudgets(budgets);
      const back: readonly Write[] = shared.length === 0 ? [] : [{ do: 'refund', limits: shared }];
      const isLast = spent.standings.some(({ limit, next }) => isOfShortAnswers(limit) && isAfter(next, now));
      const wanted = isLast ? await wantedOf(services, loaded, short, who, now) : undefined;
      return { who, guess: { ...left(spent.standings, now, wanted), onSuccess: [...own, ...back] } };
    }
    const paused = exhausted(spent.limit, spent.retryAt, now);
    // Who is nobody shares the guesses at a code with everybody who is, and cannot be kept from it by them.
    if (isOfChallenge(spent.limit) && who.name !== '') throw paused;
    if (!isOfShortAnswers(spent.limit)) pause = paused;
  }
  await new Budget(services, now).spend(...budgets.long);
  const wanted = await wantedOf(services, loaded, short, who, now);
  const guess = { hint: '', detail: { proof: 'LONG' }, onSuccess: own };
  return { who, guess, long: { wanted, ...(pause && { pause }) } };
}

type ShortAnswers = NonNullable<NonNullable<AnyKind['answers']>['short']>;

/** The proof that is wanted of one requester from now on: messages to some have a long code, and those to others do not. */
async function wantedOf(
  services: Services,
  loaded: LoadedFactor,
  short: ShortAnswers,
  who: Requester,
  now: Temporal.Instant,
): Promise<string> {
  return short.wanted(await sendsLongCode(services, loaded, who, now));
}

/** Whether a code that is sent now must be too long to guess. Takes nothing. */
export async function sendsLongCode(
  services: Services,
  loaded: LoadedFactor,
  who: Requester,
  now: Temporal.Instant,
): Promise<boolean> {
  const short = loaded.kind.answers?.short;
  if (!short || !loaded.kind.messages) return false;
  const budgets = budgetsOf(services, loaded, who, short.chanceOfChallenge(services.policy));
  const standings = await Promise.all(
    budgets.short.filter(isOfShortAnswers).map((limit) => services.store.limits.peek(limit, now)),
  );
  return standings.some(({ next }) => isAfter(next, now));
}

const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;

function budgetsOf(
  { policy: { unnamedCallers } }: Services,
  { kind, view, factor, user }: LoadedFactor,
  who: Requester,
  chance: number,
): AnswerBudgets {
  const challenge = kind.challenge?.id(view.state);
  const sent = kind.messages !== undefined;
  const answer: CountedAnswer = { userId: user.id, factorId: factor.id, kind: keyOf(factor), challenge, chance, sent };
  if (kind.answers?.short) return shortBudgets(who, answer, unnamedCallers);
  if (kind.answers?.judgedElsewhere) return elsewhereBudgets(who, answer, unnamedCallers);
  return kind.answers?.knowledge ? knowledgeBudgets(who, answer, unnamedCallers) : pausingBudgets(who, answer);
}
