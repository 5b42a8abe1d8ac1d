import { type Limit, limits } from '../../domain/budgets/budgets.ts';
import { sharedName } from '../../domain/budgets/requester.ts';
import type { History, LoggedEvent, Pause } from '../../domain/explain/history.ts';
import { networkOf } from '../../domain/values/network.ts';
import type { Services } from '../shared/services.ts';

/** So many addresses are asked about, the latest first. */
const MOST_ADDRESSES = 20;

/** The budgets that say how hard a user is pressed by those whom they do not know. Takes nothing. */
export async function pressureOn(
  { store }: Pick<Services, 'store'>,
  userId: string,
  log: readonly LoggedEvent[],
  now: Temporal.Instant,
): Promise<Pick<History, 'pauses' | 'sprayers'>> {
  const waits = async (limit: Limit) => {
    const { next } = await store.limits.peek(limit, now);
    return Temporal.Instant.compare(next, now) > 0 ? next : undefined;
  };
  const pauses = new Map<Pause, Temporal.Instant>();
  for (const [pause, limit] of budgetsOf(userId)) {
    const until = await waits(limit);
    const longest = pauses.get(pause);
    if (until && (!longest || Temporal.Instant.compare(until, longest) > 0)) pauses.set(pause, until);
  }
  const failed = log.filter(({ outcome }) => outcome !== 'SUCCESS').flatMap(({ address }) => address ?? []);
  const addresses = [...new Set(failed.toReversed())].slice(0, MOST_ADDRESSES);
  const sprayed = await Promise.all(addresses.map((address) => waits(limits.sprayLogged(networkOf(address)))));
  return { pauses, sprayers: new Set(addresses.filter((_, n) => sprayed[n])) };
}

function budgetsOf(userId: string): readonly (readonly [Pause, Limit])[] {
  const stranger = sharedName({ standing: 'stranger', name: '' });
  return [
    ['passwords', limits.strangersPasswords({ userId })],
    ['passwords', limits.passwords({ userId, name: '' })],
    ['mailedCodes', limits.mails('code', userId, undefined)],
    ['mailedLinks', limits.mails('password', userId, undefined)],
    ['pushes', limits.pushes(userId, stranger)],
    ['pushes', limits.pushes(userId, '')],
    ['rings', limits.ringsAnHour(userId)],
    ['rings', limits.ringsADay(userId)],
  ];
}
