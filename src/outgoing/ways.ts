import type { Tracing } from '../domain/tracing/tracing.ts';
import { createBoundedFetch } from './boundedFetch.ts';
import { type Connector, createConnector, trustedConnector } from './connector.ts';
import type { Guard } from './guard.ts';
import { createGuardedFetch } from './guardedFetch.ts';
import { tracedFetch } from './traced.ts';

/** A way to servers outside: over HTTP, and by whatever else they speak. */
interface Way {
  readonly fetch: typeof fetch;
  readonly connector: Connector;
}

/** The ways out: to servers that the operator named, wherever they are, and to addresses that others gave us. */
interface Ways {
  readonly trusted: Way;
  readonly guarded: Way;
  /** HTTP to servers that the operator named, within a time, and with replies of a bounded length. */
  readonly bounded: typeof fetch;
}

/** Makes the ways out, whose requests are spans where there are traces. */
export function createWays(guard: Guard, tracing: Tracing | undefined): Ways {
  const trusted = tracedFetch(fetch, tracing, 'operators');
  const guarded = tracedFetch(createGuardedFetch(guard), tracing, 'others');
  return {
    trusted: { fetch: trusted, connector: trustedConnector },
    guarded: { fetch: guarded, connector: createConnector(guard) },
    bounded: createBoundedFetch(trusted),
  };
}
