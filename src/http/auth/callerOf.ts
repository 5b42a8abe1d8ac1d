import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../contract/access/principal.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { ProxyPolicy } from '../../domain/policy/proxyPolicy.ts';
import { networkOf } from '../../domain/values/network.ts';
import { headerText } from '../headerText.ts';
import { traceOf } from '../requestState.ts';
import { createAddresses } from './addresses.ts';

const MAX_USER_AGENT = 512;
const MAX_FINGERPRINT = 512;

/** Tells who made a request, from where, and for whom; `forOthers`: an API token's holder, not a device. */
export type CallerOf = (request: FastifyRequest, principal: Principal, forOthers: boolean) => Caller;

/**
 * Makes the function that describes callers. The holder of an API token asks for others and is believed when it names
 * the end user's address; a device asks for itself, and its address is the one it is connected from (ADR 4).
 */
export function createCallerOf(policy: ProxyPolicy): CallerOf {
  const addressesOf = createAddresses(policy);
  const tellsApart = createTellsApart();
  return (request, principal, forOthers) => {
    const { 'user-agent': agent, 'accept-language': language } = request.headers;
    const { 'cofactor-device-token': deviceToken, 'x-device-fingerprint': fingerprint } = request.headers;
    const { caller, endUser, device } = addressesOf(request);
    const address = forOthers ? endUser : device;
    const userAgent = headerText(agent, MAX_USER_AGENT);
    const deviceFingerprint = forOthers ? headerText(one(fingerprint), MAX_FINGERPRINT) : undefined;
    return {
      principal,
      requestId: request.id,
      ...traceOf(request),
      ...(address !== undefined && { address }),
      ...(forOthers && !tellsApart(principal.id, address) && { oneAddress: true }),
      ...(deviceFingerprint !== undefined && { deviceFingerprint }),
      ...(forOthers && typeof deviceToken === 'string' && { deviceToken }),
      ...(userAgent !== undefined && { userAgent }),
      ...(language !== undefined && { language }),
      origin: { method: request.method, url: request.url, peer: caller },
    };
  };
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** Whether the requests of a token, as far as this process has seen them, came with more than one end user's network. */
function createTellsApart(): (tokenId: string, address: string | undefined) => boolean {
  const first = new Map<string, string>();
  const several = new Set<string>();
  return (tokenId, address) => {
    if (several.has(tokenId)) return true;
    if (address === undefined) return false;
    const network = networkOf(address);
    const before = first.get(tokenId);
    if (before === undefined) first.set(tokenId, network);
    if (before === undefined || before === network) return false;
    first.delete(tokenId);
    several.add(tokenId);
    return true;
  };
}
