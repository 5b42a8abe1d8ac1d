import type { Duo } from './domain/factors/duo.ts';
import type { Tracing } from './domain/tracing/tracing.ts';
import { readDuo } from './operations/org/duoSettings.ts';
import { createBoundedFetch } from './outgoing/boundedFetch.ts';
import type { Guard } from './outgoing/guard.ts';
import { createGuardedFetch } from './outgoing/guardedFetch.ts';
import { tracedFetch } from './outgoing/traced.ts';
import { createDuo } from './remotes/duo/createDuo.ts';
import type { Store } from './store/store.ts';

/** Time for a reply; Duo pushes within a second or two. */
const TIMEOUT_MS = 8_000;
/** Time for a reply that Duo holds back until its user has answered. */
const LONG_TIMEOUT_MS = 20_000;
/** Time for which a poll waits for Duo before it says WAITING. */
const PATIENCE_MS = 1_500;
const MAX_BYTES = 64 * 1024;

/** Hosts of Duo's: those of customers, and of customers of its federal editions. */
const HOST = /^https:\/\/api-[a-z0-9-]{1,40}\.(?:duosecurity\.com|duofederal\.com)$/i;

interface Parts {
  readonly store: Store;
  readonly guard: Guard;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => Temporal.Instant;
  readonly tracing?: Tracing | undefined;
  /** Reports a failure of ours that no caller hears of. */
  readonly onError: (error: unknown) => void;
  /** Those above when absent. */
  readonly times?: { readonly timeoutMs: number; readonly patienceMs: number };
}

/** Puts Duo together: where it is stands in the store, and the guard says where it may be. */
export function duoOf({ store, guard, random, now, tracing, onError, times }: Parts): Duo {
  const { timeoutMs, patienceMs } = times ?? { timeoutMs: TIMEOUT_MS, patienceMs: PATIENCE_MS };
  const send = tracedFetch(createGuardedFetch(guard), tracing, 'others');
  return createDuo({
    fetch: createBoundedFetch(send, { timeoutMs, maxBytes: MAX_BYTES }),
    longFetch: createBoundedFetch(send, { timeoutMs: LONG_TIMEOUT_MS, maxBytes: MAX_BYTES }),
    settings: () => readDuo(store),
    originProblem: (origin) => originProblem(guard, origin),
    random,
    now,
    patienceMs,
    onError,
  });
}

/** Why an address is none of Duo's: it has another form than Duo's have, and the operator does not list it as their own. */
function originProblem(guard: Guard, origin: string): string | undefined {
  const problem = guard.uriProblem(origin);
  if (problem !== undefined) return problem;
  if (new URL(origin).origin !== origin.toLowerCase()) return 'No path in it';
  if (HOST.test(origin) || guard.isListed(new URL(origin))) return undefined;
  return 'Duo’s hosts are api-….duosecurity.com; another one has to be allowed with --allow-private';
}
