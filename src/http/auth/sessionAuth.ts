import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../contract/access/principal.ts';
import { type HeldSession, isProven, sessionWorks } from '../../domain/access/session.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../../operations/shared/services.ts';
import { isOwnPage, sessionSecretOf } from './sessionCookie.ts';

/** Milliseconds after which a request is noted anew: reading a page must not write for every call of it. */
const NOTED_EVERY_MS = 60_000;

/**
 * Reads the session of an administrator from the cookie of a request; undefined where there is no cookie. It is looked up
 * for every request, so that one that has ended is refused at once, by every process.
 */
export async function authenticateSession(
  services: Services,
  request: Pick<FastifyRequest, 'method' | 'headers'>,
): Promise<HeldSession | undefined> {
  const secret = sessionSecretOf(request);
  if (secret === undefined) return undefined;
  if (!isOwnPage(request, services.links.absolute(''))) {
    throw fault('forbidden').because('A session counts for requests of the administrators’ own pages alone.');
  }
  const { store, now } = services;
  const held = await store.sessions.presented(secret);
  const at = now();
  const { issuer } = held?.session.provider ?? {};
  // Where the operator has the provider no more, or another one, its sessions are over as well.
  const isOfOther = issuer !== undefined && issuer !== services.openid?.settings.issuer;
  if (!held || isOfOther || !sessionWorks(held, at)) {
    throw fault('invalidSession').because('The session is over: sign in again at /admin/signin.');
  }
  const { id, used } = held.session;
  if (at.epochMilliseconds - used.epochMilliseconds >= NOTED_EVERY_MS) {
    await store.apply([{ do: 'usedSession', id, at }]);
  }
  return held;
}

/** The principal of a session: its person, with their roles of this moment. */
export function principalOf({ session, roles }: HeldSession, now: Temporal.Instant): Principal {
  return {
    kind: 'session',
    id: session.id,
    sessionId: session.id,
    userId: session.userId,
    roles,
    ...(!isProven(session, now) && { needsProof: true }),
  };
}
