import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { networkOf } from '../../domain/values/network.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/**
 * Counts a wrong answer: over all users, and at its address. The running total is in the log at each hundred and each hour,
 * for an attack that spreads out is a guess or two at each user and each address.
 */
export async function noteFailure(
  services: Pick<Services, 'store' | 'failures'>,
  userId: string,
  caller: Omit<Caller, 'principal'>,
  now: Temporal.Instant,
): Promise<void> {
  const network = caller.address === undefined ? undefined : networkOf(caller.address);
  for (const { since, failures, users, addresses } of services.failures.note(userId, network, now)) {
    const detail = {
      since: since.toString({ smallestUnit: 'second' }),
      failures: String(failures),
      users: String(users),
      addresses: String(addresses),
    };
    const entry = { event: 'cofactor.failures.total', outcome: 'FAILURE', detail } as const;
    await services.store.apply([logEntry({ now }, entry)]);
  }
  if (network !== undefined) await noteSpray(services, { network, userId }, caller, now);
}

/**
 * Counts the users at whom one end user's network gave wrong answers within an hour. The log has it, once an hour, when
 * they are more than twenty: each of them alone sees a guess or two. Callers without an address are not counted, for
 * they are everybody.
 */
async function noteSpray(
  { store }: Pick<Services, 'store'>,
  { network, userId }: { readonly network: string; readonly userId: string },
  caller: Omit<Caller, 'principal'>,
  now: Temporal.Instant,
): Promise<void> {
  const takes = async (limit: ReturnType<typeof limits.sprayedUsers>) => (await store.limits.spend([limit], now)).ok;
  if (!(await takes(limits.sprayedUser(network, userId)))) return;
  if (await takes(limits.sprayedUsers(network))) return;
  if (!(await takes(limits.sprayLogged(network)))) return;
  const detail = { network, usersInAnHour: 'more than 20' };
  await store.apply([
    logEntry({ caller, now }, { event: 'cofactor.address.spray', userId, outcome: 'FAILURE', detail }),
  ]);
}
