import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { nobody } from '../../contract/access/principal.ts';
import { type HeldSession, isProven } from '../../domain/access/session.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../../operations/shared/services.ts';
import { checkPassword } from '../../operations/signin/checkPassword.ts';
import { proveAgain } from '../../operations/signin/proveAgain.ts';
import { proveFactor } from '../../operations/signin/proveFactor.ts';
import { signOut } from '../../operations/signin/sessions.ts';
import type { RateLimitState } from '../apiLimit.ts';
import type { CallerOf } from '../auth/callerOf.ts';
import { authenticateSession } from '../auth/sessionAuth.ts';
import { noSessionCookie, sessionCookie } from '../auth/sessionCookie.ts';
import { addOpenIdSignIn } from './openIdRoutes.ts';
import type { PagePost } from './pageCalls.ts';
import { answer } from './signInBodies.ts';

/** For which a reply may be held back until a device has answered. */
const seconds = Type.Integer({ minimum: 0, maximum: 20 });
const PasswordBody = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 320 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
});
const FactorBody = Type.Object({
  state: Type.String({ maxLength: 2_048 }),
  factorId: Type.String({ maxLength: 64 }),
  answer: Type.Optional(answer),
  wait: Type.Optional(seconds),
});
const ProofBody = Type.Object({
  answer: Type.Optional(answer),
  state: Type.Optional(Type.String({ maxLength: 2_048 })),
  wait: Type.Optional(seconds),
});

interface Parts {
  readonly callerOf: CallerOf;
  readonly post: PagePost;
  /** Counts a request of somebody who is not signed in, by address. */
  readonly strangerLimit: (request: FastifyRequest) => RateLimitState;
  /** Notes what a provider did wrong. */
  readonly warn: (text: string, about: object) => void;
}

/** The calls by which administrators sign in, prove themselves again and sign out. */
export function addSignIn(app: FastifyInstance, services: Services, parts: Parts): void {
  const { callerOf, post } = parts;
  const asking = (request: FastifyRequest) => callerOf(request, nobody, false);

  async function required(request: FastifyRequest): Promise<HeldSession> {
    const held = await authenticateSession(services, request);
    if (held) return held;
    throw fault('invalidSession').because('There is no session: sign in at /admin/signin.');
  }

  post('/admin/signin/password', PasswordBody, (body, request) => checkPassword(services, body, asking(request)));

  post('/admin/signin/factor', FactorBody, async ({ answer = {}, ...step }, request, reply) => {
    const proven = await proveFactor(services, { ...step, answer }, asking(request));
    if ('challenge' in proven) return { status: 'CHALLENGE', challenge: proven.challenge };
    if ('state' in proven) return { status: 'WAITING', ...proven };
    reply.header('set-cookie', sessionCookie(proven.secret));
    return { status: 'SUCCESS', login: proven.login, roles: proven.roles };
  });

  post('/admin/session/proof', ProofBody, async ({ answer = {}, ...step }, request, reply) => {
    const held = await required(request);
    const proven = await proveAgain(services, held, { ...step, answer }, asking(request));
    if ('challenge' in proven) return { status: 'CHALLENGE', ...proven };
    if ('state' in proven) return { status: 'WAITING', ...proven };
    reply.header('set-cookie', sessionCookie(proven.secret));
    return { status: 'SUCCESS' };
  });

  app.get('/admin/session', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { session, roles } = await required(request);
    const user = await services.store.users.byId(session.userId);
    return {
      login: user?.profile.login,
      roles,
      ...(session.factorId === undefined
        ? { provider: services.openid?.settings.name }
        : { factorId: session.factorId }),
      needsFactor: !isProven(session, services.now()),
    };
  });

  app.delete('/admin/session', async (request, reply) => {
    const { session } = await required(request);
    await signOut(services, session, asking(request));
    return reply.code(204).header('set-cookie', noSessionCookie).send();
  });

  const { openid: provider } = services;
  if (provider) addOpenIdSignIn(app, services, { ...parts, provider, asking, required });
}
