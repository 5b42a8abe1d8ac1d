import type { Write } from '../../../store/change.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Handler } from '../../shared/services.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { unprovedPhones } from '../enroll/phones.ts';
import { contextOf } from '../factorRequest.ts';
import { readBack } from '../loadFactor.ts';
import { unenrollWrites } from './unenrollWrites.ts';

/** Removes all factors of a user at once or, when one of them is just being changed, tries again (facts 106, 107). */
export const resetFactors: Handler<'resetFactors'> = async (services, { params, query, caller }) => {
  const context = contextOf(services, caller);
  const audit = { caller, now: context.now };
  const forget = query.removeRecoveryEnrollment === true;
  return untilWritten('user', async () => {
    const user = await findFactorUser(services, params.userId, caller);
    const factors = await services.store.factors.list(user.id);
    const unproved = await unprovedPhones(services, user.id);
    const applied = await services.store.apply([
      ...factors.flatMap((factor) =>
        unenrollWrites({ factor, ...readBack(factor) }, [], { ...context, user }, 'reset', audit),
      ),
      ...(['sms', 'call'] as const)
        .filter((channel) => forget || unproved.includes(channel))
        .map((channel): Write => ({ do: 'removePhone', userId: user.id, channel })),
      logEntry(audit, {
        event: 'user.mfa.factor.reset_all',
        userId: user.id,
        detail: { factors: String(factors.length) },
      }),
    ]);
    return applied === 'done' ? {} : undefined;
  });
};
