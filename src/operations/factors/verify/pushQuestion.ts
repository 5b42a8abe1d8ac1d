import type { Caller } from '../../../contract/shared/operation.ts';
import { limits } from '../../../domain/budgets/budgets.ts';
import { kidOf } from '../../../domain/devices/device.ts';
import {
  newTransactionId,
  type Question,
  TRANSACTION_LIFETIME,
  type Transaction,
} from '../../../domain/devices/transaction.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import type { Owner } from '../../../domain/users/user.ts';
import type { Write } from '../../../store/change.ts';
import { Budget, exhausted } from '../../budgets/budget.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import type { LoadedFactor } from '../loadFactor.ts';

/**
 * Pays for a question, before it is written: whoever knows a password must not be able to wear its owner down with
 * prompts. Denied ones make the next wait, and one that the user calls somebody else's more so.
 */
export async function admitQuestion(services: Services, { id }: Owner, now: Temporal.Instant): Promise<void> {
  for (const budget of [limits.pushDenials(id), limits.pushAlarms(id)]) {
    const { next } = await services.store.limits.peek(budget, now);
    if (Temporal.Instant.compare(next, now) > 0) throw exhausted(budget, next, now);
  }
  await new Budget(services, now).spend(limits.pushes(id));
}

/** The longest text that a device has room for, in characters. */
const MOST_AGENT = 256;

export function transactionOf(
  { random }: Services,
  { id: factorId, userId }: Factor,
  question: Question,
  { address, userAgent }: Caller,
  now: Temporal.Instant,
): Transaction {
  const from = {
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent: userAgent.slice(0, MOST_AGENT) }),
  };
  const expires = now.add(TRANSACTION_LIFETIME);
  return {
    ...question,
    id: newTransactionId(random),
    userId,
    factorId,
    status: 'WAITING',
    created: now,
    expires,
    from,
  };
}

/** The writes of a new question; the one that waited before is cancelled with it. */
export function pushQuestion(transaction: Transaction, caller: Caller): readonly Write[] {
  const { id, userId, factorId, created } = transaction;
  const event = 'system.push.send_factor_verify_push';
  return [
    { do: 'insertTransaction', transaction },
    logEntry({ caller, now: created }, { event, userId, factorId, detail: { transactionId: id } }),
  ];
}

/** Tells whoever holds a request open, and the devices that do not. */
export function announce(
  { longPolls, prompts, policy }: Services,
  { factor, kind }: Pick<LoadedFactor, 'factor' | 'kind'>,
  { id, expires }: Transaction,
): void {
  const { userId, id: factorId } = factor;
  longPolls.wake(factorId);
  prompts.send({
    userId,
    factorId,
    transactionId: id,
    expires,
    organization: policy.issuer,
    devices: (kind.devices?.list(factor.state) ?? []).map(({ id: deviceId, name, subscription }) => ({
      kid: kidOf({ userId, factorId, deviceId }),
      name,
      ...(subscription && { subscription }),
    })),
  });
}
