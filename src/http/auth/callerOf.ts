import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../contract/shared/operation.ts';
import { headerText } from '../headerText.ts';
import type { Identity } from './auth.ts';

const MAX_ADDRESS = 64;
const MAX_USER_AGENT = 512;

/**
 * The caller, the end user's address and user agent. The holder of an API token asks for others and is believed when
 * `X-Forwarded-For` names the end user's address; a device asks for itself, and its address is the one it is connected
 * from (ADR 4).
 */
export function callerOf(request: FastifyRequest, identity: Identity, forOthers: boolean): Caller {
  const { 'x-forwarded-for': forwarded, 'user-agent': agent, 'accept-language': language } = request.headers;
  const given = forOthers ? String(forwarded ?? '').split(',', 1)[0] : request.ip;
  const address = headerText(given, MAX_ADDRESS);
  const userAgent = headerText(agent, MAX_USER_AGENT);
  return {
    ...identity,
    requestId: request.id,
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent }),
    ...(language !== undefined && { language }),
    origin: { method: request.method, url: request.url, peer: request.ip },
  };
}
