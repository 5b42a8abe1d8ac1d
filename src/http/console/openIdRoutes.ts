import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Caller } from '../../contract/shared/operation.ts';
import type { HeldSession } from '../../domain/access/session.ts';
import { type OpenIdProvider, ProviderFailure } from '../../domain/signin/openIdProvider.ts';
import { signInFactors } from '../../domain/signin/signInFactors.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../../operations/shared/services.ts';
import { finishAtProvider } from '../../operations/signin/openIdCallback.ts';
import { beginAtProvider, CALLBACK_PATH, callbackUrl } from '../../operations/signin/openIdStart.ts';
import { openState, signInOver } from '../../operations/signin/signInState.ts';
import type { RateLimitState } from '../apiLimit.ts';
import { oneCookie } from '../auth/cookies.ts';
import { sessionCookie } from '../auth/sessionCookie.ts';
import { awayCookie, factorCookie, goOn, noAwayCookie, noFactorCookie } from './openIdReplies.ts';
import type { PagePost } from './pageCalls.ts';

const StartBody = Type.Object({ again: Type.Optional(Type.Boolean()) });

interface Parts {
  readonly provider: OpenIdProvider;
  readonly post: PagePost;
  readonly asking: (request: FastifyRequest) => Omit<Caller, 'principal'>;
  /** The session of a request; throws without one. */
  readonly required: (request: FastifyRequest) => Promise<HeldSession>;
  readonly strangerLimit: (request: FastifyRequest) => RateLimitState;
  readonly warn: (text: string, about: object) => void;
}

/**
 * Sign-in at an OpenID provider: the page asks for the address to go to, the browser comes back to the callback, and from
 * there goes on to the page. Nothing in any of these requests says where to: there is no return address to forge.
 */
export function addOpenIdSignIn(app: FastifyInstance, services: Services, parts: Parts): void {
  const { provider, post, asking, required, strangerLimit } = parts;
  const warn = (failure: ProviderFailure) =>
    parts.warn('a sign-in at the OpenID provider failed', { reason: failure.reason, why: failure.message });

  post('/admin/signin/openid', StartBody, async ({ again }, request, reply) => {
    const held = again ? await required(request) : undefined;
    try {
      const { location, sealed } = await beginAtProvider(services, provider, held);
      reply.header('set-cookie', awayCookie.header(sealed));
      return { location };
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      warn(error);
      throw fault('unavailable').because(
        `${provider.settings.name} does not answer: try again later, or sign in with your password.`,
      );
    }
  });

  app.route({
    method: 'GET',
    url: CALLBACK_PATH,
    // A look at the headers would use the sign-in up.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      if (strangerLimit(request).refused) return goOn(reply, 'busy');
      const callback = new URL(callbackUrl(services).href + (/\?.*$/s.exec(request.url)?.[0] ?? ''));
      return come(reply, callback, oneCookie(request, awayCookie.name), asking(request));
    },
  });

  async function come(
    reply: FastifyReply,
    callback: URL,
    sealed: string | undefined,
    caller: Omit<Caller, 'principal'>,
  ): Promise<FastifyReply> {
    const done = await finishAtProvider(services, provider, { sealed, callback }, caller);
    // Somebody else's callback does not end the sign-in that this browser is at.
    if (done.outcome === 'over') return goOn(reply, 'over');
    reply.header('set-cookie', noAwayCookie);
    if (done.outcome === 'signed-in') reply.header('set-cookie', sessionCookie(done.signedIn.secret));
    if (done.outcome === 'factor') reply.header('set-cookie', factorCookie.header(done.state));
    if (done.outcome !== 'failed') return goOn(reply, done.outcome);
    warn(done.failure);
    return goOn(reply, done.failure.reason === 'PROVIDER_REFUSED' ? 'declined' : 'failed');
  }

  /** The factors to go on with, and the state that the next step brings, as after the password. */
  post('/admin/signin/openid/factors', Type.Object({}), async (_body, request, reply) => {
    const state = oneCookie(request, factorCookie.name);
    if (state === undefined) throw signInOver();
    reply.header('set-cookie', noFactorCookie);
    const { userId } = openState(services, state);
    const factors = signInFactors(await services.store.factors.envelopes(userId));
    return { state, factors: factors.map(({ id, factorType, provider: of }) => ({ id, factorType, provider: of })) };
  });
}
