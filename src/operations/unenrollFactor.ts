import { fault } from '../domain/fault.ts';
import type { Write } from '../store/change.ts';
import { loadFactor } from './access.ts';
import { contextOf } from './factorRequest.ts';
import { requireStatus } from './guards.ts';
import type { Handler } from './services.ts';
import { unprovedPhones } from './unprovedPhones.ts';

const MAX_TRIES = 25;

/**
 * Removes a factor. A verified phone is remembered, unless the caller wants it forgotten (fact 103); one that was
 * never verified goes with its factor.
 */
export const unenrollFactor: Handler<'unenrollFactor'> = async (services, { params, query, caller }) => {
  const context = contextOf(services, caller);
  const { now } = context;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { user, factor, kind, view } = await loadFactor(services, params, caller);
    if (query.onlyPending) requireStatus(factor, kind, 'PENDING_ACTIVATION');
    const unproved = factor.status === 'PENDING_ACTIVATION' ? await unprovedPhones(services, user.id) : [];
    const former = { id: factor.id, userId: user.id, fate: 'unenrolled', at: now } as const;
    const writes: Write[] = [{ do: 'removeFactor', factor, former }];
    if (kind.channel === 'sms' || kind.channel === 'call') {
      const forget = query.removeRecoveryEnrollment === true || unproved.includes(kind.channel);
      if (forget) writes.push({ do: 'removePhone', userId: user.id, channel: kind.channel });
    }
    writes.push(...(kind.unenroll?.(view, { ...context, user }) ?? []));
    const asked = { actor: caller.tokenId, requestId: caller.requestId, userId: user.id, factorId: factor.id };
    writes.push({ do: 'log', entry: { ...asked, at: now, event: 'user.mfa.factor.deactivate', outcome: 'SUCCESS' } });
    if ((await services.store.apply(writes)) === 'done') return {};
  }
  throw fault('tooManyRequests').because('The factor is being changed by too many requests at once; try again.');
};
