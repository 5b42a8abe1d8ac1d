import { limits } from '../../domain/budgets/budgets.ts';
import type { Refused } from '../../domain/factors/decision.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';
import type { Guess } from './guess.ts';

/**
 * The writes that give a guess back because nobody can have judged it: three an hour for each user at most, so that there
 * is no way to guess for nothing. One that may have been sent is never given back, and always one that the settings alone
 * kept from being looked at.
 */
export async function givenBack(
  { store }: Pick<Services, 'store'>,
  userId: string,
  { paid = [] }: Pick<Guess, 'paid'>,
  { unjudged }: Pick<Refused<unknown>, 'unjudged'>,
  now: Temporal.Instant,
): Promise<readonly Write[]> {
  if (!unjudged || unjudged === 'SENT' || paid.length === 0) return [];
  if (unjudged === 'NOT_ASKED') return [{ do: 'refund', limits: paid }];
  const { ok } = await store.limits.spend([limits.unsent(userId)], now);
  return ok ? [{ do: 'refund', limits: paid }] : [];
}
