import type { Operations } from '../contract/index.ts';
import type { Input, Reply } from '../contract/operation.ts';
import { loadFactor } from './access.ts';
import { contextOf } from './factorRequest.ts';
import { requireActive } from './guards.ts';
import { spendGuess } from './guess.ts';
import { answerBody, missingAnswer } from './requestBody.ts';
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
    requireActive(loaded);
    if (!loaded.kind.challenge) throw missingAnswer(loaded.kind);
    return loaded.kind.challenge(loaded.view, full);
  });
  const { links } = services;
  const profile = kind.wire?.bareChallenge
    ? undefined
    : (kind.profile(factor.state, factor.status) as object | undefined);
  const self = links.absolute(`/api/v1/users/${factor.userId}/factors/${factor.id}`);
  return {
    factorResult: decision.result ?? 'CHALLENGE',
    ...(profile && { profile: { ...profile } }),
    _links: links.challenge(kind, factor),
    ...(decision.embedded && { _embedded: { ...decision.embedded(self) } }),
  };
}

async function judge(services: Services, { params, query, body, caller }: Verify): Promise<VerifyReply> {
  const first = await loadFactor(services, params, caller);
  requireActive(first);
  const answer = answerBody(first.kind, body);
  const context = contextOf(services, caller, query);
  const guess = await spendGuess(services, first, caller, context.now);
  const evidence = await first.kind.gather?.(first.view, answer, services);

  const request = {
    params,
    caller,
    context,
    event: 'user.authentication.auth_via_mfa',
    guess,
    loaded: first,
  } as const;
  const { decision } = await settle(services, request, (loaded, full) => {
    requireActive(loaded);
    return loaded.kind.verify(loaded.view, answer, full, evidence);
  });
  return { factorResult: decision.result ?? 'SUCCESS' };
}
