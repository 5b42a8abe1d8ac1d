import type { Operations } from '../contract/index.ts';
import type { Input, Reply } from '../contract/operation.ts';
import { fault } from '../domain/fault.ts';
import { limits } from '../domain/limit.ts';
import { loadFactor } from './access.ts';
import { Budget } from './budget.ts';
import { contextOf } from './factorRequest.ts';
import { requireStatus, requireVerifiable } from './guards.ts';
import { answerBody } from './requestBody.ts';
import type { Handler, Services } from './services.ts';
import { settle } from './settle.ts';

type Verify = Input<Operations['verifyFactor']>;
type VerifyReply = Reply<Operations['verifyFactor']>;

/** With an answer: judge it. With an empty body: send a challenge, where the kind has one (fact 77). */
export const verifyFactor: Handler<'verifyFactor'> = (services, input) =>
  Object.keys(input.body).length === 0 ? challenge(services, input) : judge(services, input);

async function challenge(services: Services, { params, query, caller }: Verify): Promise<VerifyReply> {
  const context = contextOf(services, caller, query);
  const request = { params, caller, context, event: 'user.mfa.factor.challenge' } as const;
  const { factor, kind, decision } = await settle(services, request, (loaded, full) => {
    requireVerifiable(loaded.user);
    requireStatus(loaded.factor, loaded.kind, 'ACTIVE');
    if (!loaded.kind.challenge) {
      throw fault('validation', { subject: 'passCode' }).because('passCode: The field cannot be left blank');
    }
    return loaded.kind.challenge(loaded.view, full);
  });
  return {
    factorResult: decision.result ?? 'CHALLENGE',
    profile: kind.profile(factor.state) as Record<string, unknown>,
    _links: services.links.challenge(kind, factor),
    ...(decision.embedded && { _embedded: { ...decision.embedded } }),
  };
}

async function judge(services: Services, { params, query, body, caller }: Verify): Promise<VerifyReply> {
  const { user, factor, kind } = await loadFactor(services, params, caller);
  requireVerifiable(user);
  requireStatus(factor, kind, 'ACTIVE');
  const answer = answerBody(kind, body);
  const context = contextOf(services, caller, query);
  const guesses = limits.guesses(factor.id);
  const refused = await new Budget(services, context.now).spend(guesses);
  if (refused) throw refused;

  const request = {
    params,
    caller,
    context,
    event: 'user.authentication.auth_via_mfa',
    forgive: [guesses.key],
  } as const;
  const { decision } = await settle(services, request, (loaded, full) => {
    requireVerifiable(loaded.user);
    requireStatus(loaded.factor, loaded.kind, 'ACTIVE');
    return loaded.kind.verify(loaded.view, answer, full);
  });
  return { factorResult: decision.result ?? 'SUCCESS' };
}
