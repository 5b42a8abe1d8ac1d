import type { Transaction } from '../../../domain/devices/transaction.ts';
import { newDevice } from '../../budgets/requester.ts';
import type { Services } from '../../shared/services.ts';

const keyOf = ({ id }: Pick<Transaction, 'id'>): string => `device:transaction:${id}`;

/** An approved question is looked at for so long after its end at the latest. */
const AFTERWARDS = Temporal.Duration.from({ minutes: 5 });

/** Notes that whoever asked a question wants a device token with its approval: the poll that hears of it may be anybody's. */
export const wantDevice = async (
  { store }: Pick<Services, 'store'>,
  transaction: Pick<Transaction, 'id' | 'expires'>,
): Promise<unknown> =>
  store.apply([{ do: 'remember', key: keyOf(transaction), until: transaction.expires.add(AFTERWARDS) }]);

/** A device token for an approved question that one was wanted with: to the first who asks after it, and to nobody else. */
export async function deviceOfApproval(
  services: Pick<Services, 'store' | 'random'>,
  { id, userId, status }: Pick<Transaction, 'id' | 'userId' | 'status'>,
  now: Temporal.Instant,
): Promise<{ readonly deviceToken?: string }> {
  if (status !== 'SUCCESS' || (await services.store.limits.takeNote(keyOf({ id }), now)) === undefined) return {};
  const { token, write } = newDevice(services, userId, now);
  await services.store.apply([write]);
  return { deviceToken: token };
}
