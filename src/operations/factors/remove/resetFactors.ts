import type { Factor } from '../../../domain/factors/factor.ts';
import type { Write } from '../../../store/change.ts';
import { type AuditContext, logEntry } from '../../shared/logEntry.ts';
import type { Handler, Services } from '../../shared/services.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { unprovedPhones } from '../enroll/phones.ts';
import { contextOf } from '../factorRequest.ts';
import { admitHelpDesk } from '../helpDesk/admitHelpDesk.ts';
import { tellOwner } from '../helpDesk/tellOwner.ts';
import { readBack } from '../loadFactor.ts';
import { unenrollWrites } from './unenrollWrites.ts';

/** The parts of a service that removing factors needs. */
export type RemovingServices = Pick<Services, 'store' | 'now' | 'random' | 'policy' | 'links'>;

/** Removes all factors of a user at once or, when one of them is just being changed, tries again (facts 106, 107). */
export const resetFactors: Handler<'resetFactors'> = async (services, { params, query, caller }) => {
  const gone = await removeAllFactors(services, params.userId, { caller }, query.removeRecoveryEnrollment === true);
  const active = gone.find(({ status }) => status === 'ACTIVE');
  if (active) await tellOwner(services, active.userId, 'RESET_FACTORS', caller);
  return {};
};

/**
 * Removes all factors of a user in one change, and forgets the phones that were never proved, or all of them. Gives the factors
 * that went.
 */
export function removeAllFactors(
  services: RemovingServices,
  ref: string,
  { caller = {}, why }: Omit<AuditContext, 'now'>,
  forget: boolean,
): Promise<readonly Factor[]> {
  const context = contextOf(services, {});
  return untilWritten('user', async () => {
    const user = await findFactorUser(services, ref, caller);
    const factors = await services.store.factors.list(user.id);
    const act = { userId: user.id, action: 'RESET_FACTORS', factorIds: [] } as const;
    const leave = await admitHelpDesk(services, act, caller, context.now);
    const words = why ?? leave.why;
    const audit = { caller, now: context.now, ...(words && { why: words }) };
    const unproved = await unprovedPhones(services, user.id);
    const applied = await services.store.apply([
      ...leave.writes,
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
    return applied === 'done' ? factors : undefined;
  });
}
