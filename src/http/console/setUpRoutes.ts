import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { nobody } from '../../contract/access/principal.ts';
import type { Services } from '../../operations/shared/services.ts';
import {
  choosePassword,
  enrollOwnFactor,
  finishSetUp,
  openSetUpLink,
  type SetUpKind,
  setUpKinds,
} from '../../operations/signin/setUp.ts';
import type { CallerOf } from '../auth/callerOf.ts';
import { sessionCookie } from '../auth/sessionCookie.ts';
import type { PagePost } from './pageCalls.ts';
import { answer } from './signInBodies.ts';

const token = Type.String({ minLength: 1, maxLength: 128 });
const state = Type.String({ maxLength: 2_048 });
const LinkBody = Type.Object({ token });
const PasswordBody = Type.Object({ token, password: Type.String({ minLength: 1, maxLength: 256 }) });
const FactorBody = Type.Object({ state, kind: Type.Enum(Object.keys(setUpKinds) as SetUpKind[]) });
const AnswerBody = Type.Object({ state, answer });

/**
 * The calls of the page at /admin/setup, where a person whom `cofactor admin` printed a link for sets a password and enrolls a
 * factor. The link's token comes in bodies alone, for addresses are kept in logs.
 */
export function addSetUp(
  services: Services,
  { post, callerOf }: { readonly post: PagePost; readonly callerOf: CallerOf },
): void {
  const asking = (request: FastifyRequest) => callerOf(request, nobody, false);

  post('/admin/setup/link', LinkBody, (body, request) => openSetUpLink(services, body.token, asking(request)));
  post('/admin/setup/password', PasswordBody, (body, request) => choosePassword(services, body, asking(request)));
  post('/admin/setup/factor', FactorBody, (body, request) => enrollOwnFactor(services, body, asking(request)));
  post('/admin/setup/answer', AnswerBody, async (body, request, reply) => {
    const { secret, login, roles } = await finishSetUp(services, body, asking(request));
    reply.header('set-cookie', sessionCookie(secret));
    return { status: 'SUCCESS', login, roles };
  });
}
