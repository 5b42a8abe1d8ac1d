import type { Write } from '../../../store/change.ts';
import type { Handler } from '../../shared/services.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { unprovedPhones } from '../enroll/phones.ts';
import { contextOf } from '../factorRequest.ts';
import { admitHelpDesk } from '../helpDesk/admitHelpDesk.ts';
import { tellOwner } from '../helpDesk/tellOwner.ts';
import { loadFactor } from '../loadFactor.ts';
import { requireStatus } from '../requireStatus.ts';
import { unenrollWrites } from './unenrollWrites.ts';

/**
 * Removes a factor, and what came with it (fact 104). A verified phone is remembered, unless the caller wants it forgotten (fact 103); one that was
 * never verified goes with its factor.
 */
export const unenrollFactor: Handler<'unenrollFactor'> = async (services, { params, query, caller }) => {
  const context = contextOf(services, caller);
  const done = await untilWritten('factor', async () => {
    const { user, factor, kind, view } = await loadFactor(services, params, caller);
    if (query.onlyPending) requireStatus(factor, kind, 'PENDING_ACTIVATION');
    const act = { userId: user.id, action: 'REMOVE_FACTORS', factorIds: [factor.id] } as const;
    const leave = await admitHelpDesk(services, act, caller, context.now);
    const audit = { caller, now: context.now, ...(leave.why && { why: leave.why }) };
    const unproved = factor.status === 'PENDING_ACTIVATION' ? await unprovedPhones(services, user.id) : [];
    const others = kind.takesAlong
      ? (await services.store.factors.list(user.id)).filter(({ id }) => id !== factor.id)
      : [];
    const writes: Write[] = [
      ...leave.writes,
      ...unenrollWrites({ factor, kind, view }, others, { ...context, user }, 'unenrolled', audit),
    ];
    const channel = kind.messages?.channel;
    if (channel === 'sms' || channel === 'call') {
      const forget = query.removeRecoveryEnrollment === true || unproved.includes(channel);
      if (forget) writes.push({ do: 'removePhone', userId: user.id, channel });
    }
    return (await services.store.apply(writes)) === 'done' ? { factor } : undefined;
  });
  if (done.factor.status === 'ACTIVE') await tellOwner(services, done.factor.userId, 'REMOVE_FACTORS', caller);
  return {};
};
