import type { Caller } from '../../../contract/shared/operation.ts';
import type { Refused } from '../../../domain/factors/decision.ts';
import type { Owner } from '../../../domain/users/user.ts';
import type { Fault } from '../../../domain/values/fault.ts';
import type { Guess } from '../../budgets/guess.ts';
import type { Services } from '../../shared/services.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { spendActivation } from '../factorGuess.ts';

/** Pays for an enrollment that takes an answer: as much as activating with one (fact 70), whatever comes of it. */
export async function spendEnrollGuess(
  services: Services,
  userId: string,
  caller: Caller,
  now: Temporal.Instant,
): Promise<Guess> {
  const user = await findFactorUser(services, userId, caller);
  return spendActivation(services, { user, challenge: undefined }, caller, now);
}

/** Logs an answer that was refused, as every other wrong guess is, and gives what the caller hears. */
export async function enrollRefused(
  { store, now }: Services,
  { id }: Owner,
  { tokenId, requestId, address }: Caller,
  { fault, reason }: Refused<unknown>,
  { hint, detail }: Guess,
): Promise<Fault> {
  await store.apply([
    {
      do: 'log',
      entry: {
        at: now(),
        event: 'user.mfa.factor.enroll',
        outcome: 'FAILURE',
        reason,
        userId: id,
        actor: tokenId,
        requestId,
        detail,
        ...(address !== undefined && { address }),
      },
    },
  ]);
  return fault.because(hint);
}
