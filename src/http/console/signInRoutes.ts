import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { nobody } from '../../contract/access/principal.ts';
import { SMALL_BODY_BYTES } from '../../contract/shared/operation.ts';
import { type HeldSession, isProven } from '../../domain/access/session.ts';
import { fault } from '../../domain/values/fault.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { compiledSchema } from '../../operations/shared/compiledSchema.ts';
import type { Services } from '../../operations/shared/services.ts';
import { checkPassword } from '../../operations/signin/checkPassword.ts';
import { askFactor, proveFactor } from '../../operations/signin/proveFactor.ts';
import { signOut } from '../../operations/signin/sessions.ts';
import type { RateLimitState } from '../apiLimit.ts';
import type { CallerOf } from '../auth/callerOf.ts';
import { authenticateSession } from '../auth/sessionAuth.ts';
import { isOwnPage, noSessionCookie, sessionCookie } from '../auth/sessionCookie.ts';
import { bodyOf, setContentTypeAside } from '../jsonBody.ts';

const answer = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 8_192 }));
const PasswordBody = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 320 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
});
const FactorBody = Type.Object({
  state: Type.String({ maxLength: 2_048 }),
  factorId: Type.String({ maxLength: 64 }),
  answer: Type.Optional(answer),
});
const ProofBody = Type.Object({ answer: Type.Optional(answer) });

interface Parts {
  readonly callerOf: CallerOf;
  /** Counts a request of somebody who is not signed in, by address. */
  readonly strangerLimit: (request: FastifyRequest) => RateLimitState;
}

/**
 * The calls by which administrators sign in, prove themselves again and sign out. They are for the pages of this service
 * alone: a request must say that it comes from one, so that no other page signs anybody in as somebody else.
 */
export function addSignIn(app: FastifyInstance, services: Services, { callerOf, strangerLimit }: Parts): void {
  const asking = (request: FastifyRequest) => callerOf(request, nobody, false);

  const post = <Body extends TSchema>(
    path: string,
    schema: Body,
    handle: (body: Static<Body>, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): void => {
    app.route({
      method: 'POST',
      url: path,
      bodyLimit: SMALL_BODY_BYTES,
      onRequest: async (request, reply) => {
        setContentTypeAside(request);
        request.cofactor.route = path;
        reply.header('cache-control', 'no-store');
        requireOwnPage(request);
        if (strangerLimit(request).refused) throw fault('tooManyRequests');
      },
      handler: async (request, reply) => {
        const body = bodyOf(request.body, { method: 'POST' });
        const compiled = compiledSchema(schema);
        if (!compiled.Check(body)) throw fault('malformedBody').because(...shapeError(compiled.Errors(body)));
        return reply.send(await handle(body as Static<Body>, request, reply));
      },
    });
  };

  function requireOwnPage(request: FastifyRequest): void {
    if (isOwnPage(request, services.links.absolute(''))) return;
    throw fault('forbidden').because(`Sign in at ${services.links.absolute('/admin/signin')}.`);
  }

  async function required(request: FastifyRequest): Promise<HeldSession> {
    const held = await authenticateSession(services, request);
    if (held) return held;
    throw fault('invalidSession').because('There is no session: sign in at /admin/signin.');
  }

  post('/admin/signin/password', PasswordBody, (body, request) => checkPassword(services, body, asking(request)));

  post('/admin/signin/factor', FactorBody, async ({ answer = {}, ...step }, request, reply) => {
    const proven = await proveFactor(services, { ...step, answer }, asking(request));
    if ('challenge' in proven) return { status: 'CHALLENGE', challenge: proven.challenge };
    reply.header('set-cookie', sessionCookie(proven.secret));
    return { status: 'SUCCESS', login: proven.login, roles: proven.roles };
  });

  post('/admin/session/proof', ProofBody, async ({ answer = {} }, request) => {
    const { session, roles } = await required(request);
    const { id, userId, factorId } = session;
    const { proven, challenge } = await askFactor(services, { userId, roles, factorId, answer }, asking(request));
    if (!proven) return { status: 'CHALLENGE', challenge };
    await services.store.apply([{ do: 'usedSession', id, at: services.now(), proven: true }]);
    return { status: 'SUCCESS' };
  });

  app.get('/admin/session', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { session, roles } = await required(request);
    const user = await services.store.users.byId(session.userId);
    return {
      login: user?.profile.login,
      roles,
      factorId: session.factorId,
      needsFactor: !isProven(session, services.now()),
    };
  });

  app.delete('/admin/session', async (request, reply) => {
    const { session } = await required(request);
    await signOut(services, session);
    return reply.code(204).header('set-cookie', noSessionCookie).send();
  });
}
