/** When a provider is left alone, in milliseconds of a clock that never goes back. */
export interface BreakerRule {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Milliseconds a breaker stays open before one message tests whether the provider is back. */
  readonly restMs: number;
  /** Each failed probe doubles the rest, up to this. */
  readonly maxRestMs: number;
}

export const breakerRule: BreakerRule = { failures: 3, restMs: 10_000, maxRestMs: 300_000 };

interface ProviderHealth {
  failures: number;
  /** Set while open. */
  open?: { dueMs: number; restMs: number; probing: boolean };
}

/**
 * Circuit breakers by provider, each process its own. A provider that has failed several times in a row is not asked
 * until a rest is over; then exactly one message at a time probes it, and its success closes the breaker.
 */
export function createBreakers(rule: BreakerRule, monotonicMs: () => number) {
  const standings = new Map<string, ProviderHealth>();
  const standingOf = (id: string): ProviderHealth => {
    const standing = standings.get(id) ?? { failures: 0 };
    standings.set(id, standing);
    return standing;
  };
  return {
    /** Whether it may be asked now; one that is due for a probe is taken by whoever asks first. */
    admits(id: string): boolean {
      const { open } = standingOf(id);
      if (!open) return true;
      if (open.probing || monotonicMs() < open.dueMs) return false;
      open.probing = true;
      return true;
    },

    succeeded(id: string): void {
      standings.set(id, { failures: 0 });
    },

    failed(id: string): void {
      const standing = standingOf(id);
      standing.failures += 1;
      const { open } = standing;
      if (open?.probing) {
        const restMs = Math.min(open.restMs * 2, rule.maxRestMs);
        standing.open = { restMs, dueMs: monotonicMs() + restMs, probing: false };
      } else if (!open && standing.failures >= rule.failures) {
        standing.open = { restMs: rule.restMs, dueMs: monotonicMs() + rule.restMs, probing: false };
      }
    },

    /** The provider's failures in a row: a measure of how bad it looks. */
    failures: (id: string): number => standingOf(id).failures,

    /** Forgets those that are no longer configured. */
    keep(ids: ReadonlySet<string>): void {
      for (const id of standings.keys()) if (!ids.has(id)) standings.delete(id);
    },
  };
}

export type Breakers = ReturnType<typeof createBreakers>;
