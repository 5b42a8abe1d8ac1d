import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Destination, Guard } from './guard.ts';
import { pinned, type Resolve, reach, resolveByName } from './reach.ts';

/** The way to servers that do not speak HTTP. */
export interface Connector {
  /** Whether the operator named the servers, by flag or file, rather than somebody over the API. */
  readonly trusted: boolean;
  /** Why a destination is none to connect to, as far as it tells by itself. */
  problem(to: Destination): string | undefined;
  /** Looks the destination's name up: gives addresses that may be reached, or an error. */
  lookup(to: Destination): LookupFunction;
}

/** Connects to what may be reached. */
export function createConnector(guard: Guard, resolve: Resolve = resolveByName): Connector {
  return {
    trusted: false,
    problem: (to) => guard.hostProblem(to),
    lookup: (to) => (hostname, options, done) => {
      reach(guard, to, resolve).then(
        (addresses) => pinned(addresses)(hostname, options, done),
        (error) => done(error, ''),
      );
    },
  };
}

/** Connects wherever the operator says. */
export const trustedConnector: Connector = {
  trusted: true,
  problem: () => undefined,
  lookup: () => lookUp as LookupFunction,
};
