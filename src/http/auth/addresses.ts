import { FORWARDED_FOR, type ProxyPolicy } from '../../domain/policy/proxyPolicy.ts';
import { addressOf, isPrivate, networks } from '../../domain/values/network.ts';

/** The addresses of one request. */
export interface RequestAddresses {
  /** The caller's: that of the connection, or what our own proxies saw. */
  readonly caller: string;
  /** The end user's as the caller reported it. */
  readonly endUser?: string;
  /** The caller's, unless it cannot be that of an end user: a device asks for itself. */
  readonly device?: string;
}

interface Received {
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Reads addresses from the right: each proxy appends the address it was connected from, so that an entry can be believed
 * as far as everything to its right is a proxy. What our own proxies appended leads to the caller; of what the caller
 * sent, the last address that is no proxy of the caller's is the end user. The leftmost is what anybody may have typed.
 */
export function createAddresses(policy: ProxyPolicy): (request: Received) => RequestAddresses {
  const { hops, endUserHeader, privateEndUsers } = policy;
  const proxies = networks(policy.proxies);
  const isOurs = (address: string, passed: number): boolean =>
    hops === undefined ? proxies.has(address) : passed < hops;
  const mayBeUser = (address: string): boolean => privateEndUsers || !isPrivate(address);

  function endUserOf(named: readonly string[], caller: string): string | undefined {
    for (const entry of named.toReversed()) {
      const address = addressOf(entry);
      // `unknown`, or a name: everything to its left may have been made up.
      if (address === undefined) return undefined;
      if (proxies.has(address) || !mayBeUser(address) || (address === caller && !privateEndUsers)) continue;
      return address;
    }
    return undefined;
  }

  return ({ ip, headers }) => {
    const forwarded = listOf(headers[FORWARDED_FOR]);
    let caller = addressOf(ip) ?? ip;
    for (let passed = 0; forwarded.length > 0 && isOurs(caller, passed); passed += 1) {
      caller = addressOf(forwarded.pop() ?? '') ?? caller;
    }
    const named = endUserHeader === FORWARDED_FOR ? forwarded : listOf(headers[endUserHeader]);
    const endUser = endUserOf(named, caller);
    return {
      caller,
      ...(endUser !== undefined && { endUser }),
      ...(mayBeUser(caller) && !proxies.has(caller) && { device: caller }),
    };
  };
}

const listOf = (header: string | readonly string[] | undefined): string[] =>
  String(header ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
