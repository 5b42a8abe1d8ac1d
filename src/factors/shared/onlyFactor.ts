import type { EnrollContext, FactorView } from '../../domain/factors/context.ts';
import { type Refused, refuse } from '../../domain/factors/decision.ts';
import { fault } from '../../domain/values/fault.ts';

/**
 * For kinds a user has one factor of: a pending one is replaced, an active one stays and the enrollment is refused
 * (fact 62). `isSpent` tells an active factor that can never be used again, which is replaced too.
 */
export function onlyFactor<State>(
  { existing, user }: EnrollContext<State>,
  isSpent: (factor: FactorView<State>) => boolean = () => false,
): { readonly ok: true; readonly replaces: readonly string[] } | Refused<never> {
  const active = existing.find((factor) => factor.status === 'ACTIVE' && !isSpent(factor));
  if (!active) return { ok: true, replaces: existing.map(({ id }) => id) };
  return refuse(
    fault('factorExists').because(`To replace it call DELETE /api/v1/users/${user.id}/factors/${active.id} first.`),
    'FACTOR_EXISTS',
  );
}
