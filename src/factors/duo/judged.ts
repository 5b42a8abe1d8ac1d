import type { FactorView } from '../../domain/factors/context.ts';
import { accept, type Decision, type Said } from '../../domain/factors/decision.ts';
import type { DuoVerdict } from '../../domain/factors/duo.ts';
import { refuseRejected, refuseUnanswered } from './refuseDuo.ts';

/** Lets a user in, or not, by Duo's verdict. A pending factor is active from then on. */
export function judged<State>({ state, status }: FactorView<State>, verdict: DuoVerdict): Decision<State> {
  switch (verdict.is) {
    case 'accepted':
      return accept(state, activates(status));
    case 'bypassed':
      return accept(state, { ...activates(status), says: [succeeded(status, 'BYPASSED')] });
    case 'rejected':
      return refuseRejected(verdict);
    case 'unanswered':
      return refuseUnanswered(verdict) as Decision<State>;
  }
}

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
