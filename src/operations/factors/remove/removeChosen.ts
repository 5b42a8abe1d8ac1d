import type { Factor } from '../../../domain/factors/factor.ts';
import { fault } from '../../../domain/values/fault.ts';
import type { Write } from '../../../store/change.ts';
import type { AuditContext } from '../../shared/logEntry.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { keyOf } from '../companionWrites.ts';
import { unprovedPhones } from '../enroll/phones.ts';
import { contextOf } from '../factorRequest.ts';
import { readBack } from '../loadFactor.ts';
import { nextCallFor } from '../nextCall.ts';
import type { RemovingServices } from './resetFactors.ts';
import { unenrollWrites } from './unenrollWrites.ts';

/**
 * Removes the factors that are named, and those that came with them (fact 104), in one change. A phone that one of them was
 * to prove is forgotten with it. 404 when the user has not all of them: then none goes. Gives the factors that went.
 */
export function removeChosen(
  services: RemovingServices,
  ref: string,
  ids: readonly string[],
  { caller = {}, why }: Omit<AuditContext, 'now'>,
): Promise<readonly Factor[]> {
  const context = contextOf(services, {});
  const audit = { caller, now: context.now, ...(why && { why }) };
  return untilWritten('user', async () => {
    const user = await findFactorUser(services, ref, caller);
    const all = await services.store.factors.list(user.id);
    for (const factorId of ids) {
      if (all.some(({ id }) => id === factorId)) continue;
      const former = await services.store.factors.former({ userId: user.id, factorId });
      throw fault('notFound', { id: factorId, type: 'UserFactor' }).because(nextCallFor(user.id, former));
    }
    const going = withCompany(all, ids);
    const unproved = await unprovedPhones(services, user.id);
    const applied = await services.store.apply([
      ...going.flatMap((factor) =>
        unenrollWrites({ factor, ...readBack(factor) }, [], { ...context, user }, 'unenrolled', audit),
      ),
      ...going.flatMap((factor): readonly Write[] => {
        const channel = readBack(factor).kind.messages?.channel;
        const proves = factor.status === 'PENDING_ACTIVATION' && (channel === 'sms' || channel === 'call');
        return proves && unproved.includes(channel) ? [{ do: 'removePhone', userId: user.id, channel }] : [];
      }),
    ]);
    return applied === 'done' ? going : undefined;
  });
}

/** The factors of these ids with those that came along with an active one, each once. */
export function withCompany(all: readonly Factor[], ids: readonly string[]): readonly Factor[] {
  const chosen = all.filter(({ id }) => ids.includes(id));
  const along = new Set(
    chosen
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap((factor): readonly string[] => readBack(factor).kind.takesAlong ?? []),
  );
  return all.filter((one) => ids.includes(one.id) || (one.status === 'ACTIVE' && along.has(keyOf(one))));
}
