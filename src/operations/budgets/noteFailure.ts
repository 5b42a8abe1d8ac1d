import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { networkOf } from '../../domain/values/network.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/**
 * Counts the users at whom one end user's network gave wrong answers within an hour. The log has it, once an hour, when
 * they are more than twenty: each of them alone sees a guess or two. Callers without an address are not counted, for
 * they are everybody.
 */
export async function noteFailure(
  { store }: Pick<Services, 'store'>,
  userId: string,
  caller: Omit<Caller, 'principal'>,
  now: Temporal.Instant,
): Promise<void> {
  if (caller.address === undefined) return;
  const network = networkOf(caller.address);
  const takes = async (limit: ReturnType<typeof limits.sprayedUsers>) => (await store.limits.spend([limit], now)).ok;
  if (!(await takes(limits.sprayedUser(network, userId)))) return;
  if (await takes(limits.sprayedUsers(network))) return;
  if (!(await takes(limits.sprayLogged(network)))) return;
  const detail = { network, usersInAnHour: 'more than 20' };
  await store.apply([
    logEntry({ caller, now }, { event: 'cofactor.address.spray', userId, outcome: 'FAILURE', detail }),
  ]);
}
