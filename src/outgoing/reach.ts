import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { type Destination, FORBIDDEN, type Guard, literalOf } from './guard.ts';

/** An address that a name leads to, and whether it is of IPv4 or IPv6. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Finds all addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export const resolveByName: Resolve = (hostname) => lookup(hostname, { all: true });

/** The destination is none that may be reached. The message says nothing of what is there. */
export class ForbiddenDestination extends Error {
  override readonly name = 'ForbiddenDestination';
  readonly code = 'FORBIDDEN_ADDRESS';
}

/** The addresses of a destination, each of them checked: a connection to one of these is allowed, and to no other. */
export async function reach(guard: Guard, to: Destination, resolve: Resolve): Promise<readonly Address[]> {
  const problem = guard.hostProblem(to);
  if (problem !== undefined) throw new ForbiddenDestination(problem);
  const literal = literalOf(to.host);
  if (literal !== undefined) return [{ address: literal, family: literal.includes(':') ? 6 : 4 }];
  const addresses = await resolve(to.host);
  // One that may not be reached among many that may is a trap, or a mistake.
  if (addresses.length === 0 || !addresses.every(({ address }) => guard.mayReach(address, to))) {
    throw new ForbiddenDestination(FORBIDDEN);
  }
  return addresses;
}

/**
 * Answers with the addresses that were checked, and does not ask again: a name server that says something else the
 * second time (DNS rebinding) is never heard.
 */
export function pinned(addresses: readonly Address[]): LookupFunction {
  const [first = { address: '', family: 4 }] = addresses;
  return (_hostname, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}

/** Name servers cannot be told to stop: their answer is no longer waited for. */
export function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
