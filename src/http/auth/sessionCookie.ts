import type { FastifyRequest } from 'fastify';
import { oneCookie } from './cookies.ts';

/** The prefix has browsers take it from this host alone, over https, for all of it (RFC 6265bis section 4.1.3.2). */
const NAME = '__Host-cofactor-admin';
const SECRET = /^[\w-]{43}$/;

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** The header that gives a browser the secret of a session, until it is closed. */
export const sessionCookie = (secret: string): string => `${NAME}=${secret}; ${ATTRIBUTES}`;
export const noSessionCookie = `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;

/** The secret that a request brings; none where there are several, of which one may be somebody else's. */
export function sessionSecretOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const secret = oneCookie(request, NAME);
  return secret !== undefined && SECRET.test(secret) ? secret : undefined;
}

/**
 * Whether a request comes from a page of this service: what changes something must say so in `Origin`, and what only reads
 * must not say another. A browser adds the cookie by itself, whoever's page it is that asks.
 */
export function isOwnPage({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>, publicUrl: string): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return method === 'GET' || method === 'HEAD';
  const own = URL.parse(publicUrl);
  if (!own) return false;
  // A service may be known to its machine by another name than to its users.
  return origin === own.origin || (host !== undefined && origin === `${own.protocol}//${host}`);
}
