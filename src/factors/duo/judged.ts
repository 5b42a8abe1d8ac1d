import { type Limit, limits } from '../../domain/budgets/budgets.ts';
import { sharedName } from '../../domain/budgets/requester.ts';
import type { Context, FactorView } from '../../domain/factors/context.ts';
import { accept, type Decision, type Said } from '../../domain/factors/decision.ts';
import type { DuoVerdict } from '../../domain/factors/duo.ts';
import { refuseRejected, refuseUnanswered } from './refuseDuo.ts';

/** Lets a user in, or not, by Duo's verdict. A pending factor is active from then on. */
export function judged<State>(
  { state, status }: FactorView<State>,
  verdict: DuoVerdict,
  { user, requester }: Pick<Context, 'user' | 'requester'>,
): Decision<State> {
  // A code that Duo sent was asked for by a question, which was paid for.
  const forgives = questionBudgets(user.id, requester && sharedName(requester));
  switch (verdict.is) {
    case 'accepted':
      return accept(state, { ...activates(status), forgives });
    case 'bypassed':
      return accept(state, { ...activates(status), forgives, says: [succeeded(status, 'BYPASSED')] });
    case 'rejected':
      return refuseRejected(verdict, status === 'PENDING_ACTIVATION');
    case 'unanswered':
      return refuseUnanswered(verdict) as Decision<State>;
  }
}

/** The budgets of questions that a yes gives back: those of a requester, and the rings of all. */
export const questionBudgets = (userId: string, requester: string | undefined): readonly Limit[] => [
  ...(requester === undefined
    ? []
    : [limits.pushes(userId, requester), limits.pushDenials(userId, requester), limits.pushAlarms(userId, requester)]),
  limits.ringsAnHour(userId),
  limits.ringsADay(userId),
];

/** The result of a verification; of an activation, the status. */
export const activates = (status: FactorView<unknown>['status']) =>
  status === 'ACTIVE' ? ({ result: 'SUCCESS' } as const) : ({ result: 'SUCCESS', status: 'ACTIVE' } as const);

/** The event of the log for an answer, by what it was for. */
export const eventOf = (status: FactorView<unknown>['status']) =>
  status === 'ACTIVE' ? ('user.authentication.auth_via_mfa' as const) : ('user.mfa.factor.activate' as const);

const succeeded = (status: FactorView<unknown>['status'], reason: string): Said => ({
  event: eventOf(status),
  outcome: 'SUCCESS',
  reason,
});
