import type { Caller } from '../../../contract/shared/operation.ts';
import { type Limit, limits } from '../../../domain/budgets/budgets.ts';
import { type Requester, sharedName } from '../../../domain/budgets/requester.ts';
import { kidOf } from '../../../domain/devices/device.ts';
import {
  newTransactionId,
  type Question,
  TRANSACTION_LIFETIME,
  type Transaction,
} from '../../../domain/devices/transaction.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import type { Write } from '../../../store/change.ts';
import { exhausted } from '../../budgets/budget.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import type { LoadedFactor } from '../loadFactor.ts';

/** Whether the devices ring for a question. A quiet one is shown to those who open the app, and has a number to pick. */
export type Loudness = 'rings' | 'quiet';

/**
 * Pays for a question, before it is written: whoever knows a password must not be able to wear its owner down with
 * prompts. Unanswered and denied ones make the next of the same requester wait, and one that the user calls somebody
 * else's more so. Those whom the user knows never wait: their questions go quiet. So do all when the phone has rung often.
 */
export async function admitQuestion(services: Services, who: Requester, now: Temporal.Instant): Promise<Loudness> {
  const { store } = services;
  const [id, requester] = [who.userId, sharedName(who)];
  const isKnown = who.standing === 'known';
  let loudness: Loudness = 'rings';
  for (const budget of [limits.pushDenials(id, requester), limits.pushAlarms(id, requester)]) {
    const { next } = await store.limits.peek(budget, now);
    if (Temporal.Instant.compare(next, now) <= 0) continue;
    if (!isKnown) throw exhausted(budget, next, now);
    loudness = 'quiet';
  }
  const paid = await store.limits.spend([limits.pushes(id, requester)], now);
  if (!paid.ok && !isKnown) throw exhausted(paid.limit, paid.retryAt, now);
  if (!paid.ok || loudness === 'quiet') return 'quiet';
  const rung = await store.limits.spend([limits.ringsAnHour(id), limits.ringsADay(id)], now);
  return rung.ok ? 'rings' : 'quiet';
}

/**
 * Pays for a question that an outside service puts to a user, which is never a quiet one: out of the same budgets, and where
 * they are used up there is none, whoever asks. One that does not ring takes no rings from anybody else. Answers with what was
 * paid.
 */
export async function admitOutside(
  { store }: Pick<Services, 'store'>,
  who: Requester,
  rings: boolean,
  now: Temporal.Instant,
): Promise<readonly Limit[]> {
  const [id, requester] = [who.userId, sharedName(who)];
  for (const budget of [limits.pushDenials(id, requester), limits.pushAlarms(id, requester)]) {
    const { next } = await store.limits.peek(budget, now);
    if (Temporal.Instant.compare(next, now) > 0) throw exhausted(budget, next, now);
  }
  const paid = [limits.pushes(id, requester), ...(rings ? [limits.ringsAnHour(id), limits.ringsADay(id)] : [])];
  const spent = await store.limits.spend(paid, now);
  if (!spent.ok) throw exhausted(spent.limit, spent.retryAt, now);
  return paid;
}

/** The longest text that a device has room for, in characters. */
const MOST_AGENT = 256;

export function transactionOf(
  { random }: Services,
  { id: factorId, userId }: Factor,
  question: Question,
  who: Requester,
  { address, userAgent, onPhone }: Caller,
  now: Temporal.Instant,
): Transaction {
  const from = {
    // An approval makes the place known that a question came from.
    ...(address !== undefined && !onPhone && { address }),
    ...(userAgent !== undefined && { userAgent: userAgent.slice(0, MOST_AGENT) }),
  };
  const expires = now.add(TRANSACTION_LIFETIME);
  return {
    ...question,
    id: newTransactionId(random),
    userId,
    factorId,
    status: 'WAITING',
    requester: sharedName(who),
    created: now,
    expires,
    from,
  };
}

/** The writes of a new question; the one of the same requester that waited before is cancelled with it. */
export function pushQuestion(
  transaction: Transaction,
  caller: Caller,
  loudness: Loudness | undefined,
): readonly Write[] {
  const { id, userId, factorId, created } = transaction;
  const event = 'system.push.send_factor_verify_push';
  const detail = { transactionId: id, ...(loudness === 'quiet' && { ring: 'QUIET' }) };
  return [
    { do: 'insertTransaction', transaction },
    logEntry({ caller, now: created }, { event, userId, factorId, detail }),
  ];
}

/** Tells whoever holds a request open, and the devices that do not, unless the question is a quiet one. */
export function announce(
  { longPolls, prompts, policy }: Services,
  { factor, kind }: Pick<LoadedFactor, 'factor' | 'kind'>,
  { id, expires }: Transaction,
  loudness: Loudness,
): void {
  const { userId, id: factorId } = factor;
  longPolls.wake(factorId);
  if (loudness === 'quiet') return;
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
