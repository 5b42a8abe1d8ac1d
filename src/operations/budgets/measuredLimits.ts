import { budgetFamily } from '../../domain/budgets/budgetFamily.ts';
import type { Metrics } from '../../domain/metrics/metrics.ts';
import type { Store } from '../../store/store.ts';

/** Budgets that say which family of them was found used up. */
export const measuredLimits = (limits: Store['limits'], metrics: Metrics): Store['limits'] => ({
  ...limits,
  async spend(due, now) {
    const spent = await limits.spend(due, now);
    const family = spent.ok ? undefined : budgetFamily(spent.limit);
    if (family !== undefined) metrics.count('budgets', { family });
    return spent;
  },
});
