import { fault } from '../../../domain/values/fault.ts';
import type { Write } from '../../../store/change.ts';
import type { Handler } from '../../shared/services.ts';
import { userEvent } from '../../users/changeUser.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { unprovedPhones } from '../enroll/phones.ts';
import { contextOf } from '../factorRequest.ts';
import { readBack } from '../loadFactor.ts';

const MAX_TRIES = 25;

/** Removes all factors of a user at once or, when one of them is just being changed, tries again (facts 106, 107). */
export const resetFactors: Handler<'resetFactors'> = async (services, { params, query, caller }) => {
  const context = contextOf(services, caller);
  const { now } = context;
  const forget = query.removeRecoveryEnrollment === true;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const user = await findFactorUser(services, params.userId, caller);
    const factors = await services.store.factors.list(user.id);
    const unproved = await unprovedPhones(services, user.id);
    const applied = await services.store.apply([
      ...factors.map(
        (factor): Write => ({
          do: 'removeFactor',
          factor,
          former: { id: factor.id, userId: user.id, fate: 'reset', at: now },
        }),
      ),
      ...factors.flatMap((factor): readonly Write[] => {
        const { kind, view } = readBack(factor);
        return kind.unenroll?.(view, { ...context, user }) ?? [];
      }),
      ...(['sms', 'call'] as const)
        .filter((channel) => forget || unproved.includes(channel))
        .map((channel): Write => ({ do: 'removePhone', userId: user.id, channel })),
      userEvent(user.id, 'user.mfa.factor.reset_all', { caller, now }, { detail: { factors: String(factors.length) } }),
    ]);
    if (applied === 'done') return {};
  }
  throw fault('tooManyRequests').because(
    "The user's factors are being changed by too many requests at once; try again.",
  );
};
