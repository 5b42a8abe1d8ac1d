import type { Operations } from '../../../contract/index.ts';
import type { Input, Reply } from '../../../contract/shared/operation.ts';
import { requesterOf } from '../../../domain/budgets/requester.ts';
import type { Handler, Services } from '../../shared/services.ts';
import { applyDecision } from '../applyDecision.ts';
import { describeFactor } from '../describeFactor.ts';
import { spendActivation } from '../factorGuess.ts';
import { contextOf, type FactorRequest } from '../factorRequest.ts';
import { judgeAnswer } from '../judgeAnswer.ts';
import { loadFactor } from '../loadFactor.ts';
import { refuseCompanion } from '../refuseCompanion.ts';
import { answerBody, wishesOf } from '../requestBody.ts';
import { requirePending, requireSameKind } from '../requireStatus.ts';
import { continueActivation } from './deviceActivation.ts';
import { activateOutside } from './outsideActivation.ts';

type ActivateReply = Reply<Operations['activateFactor']>;

/** Proves a pending factor with an answer, which makes it ACTIVE (facts 68 to 70). */
export const activateFactor: Handler<'activateFactor'> = (services, input) => activateWith(services, input);

/** `activateFactor` with other writes in the same change. */
export async function activateWith(
  services: Services,
  { params, query, body, caller }: Input<Operations['activateFactor']>,
  also?: FactorRequest['also'],
): Promise<ActivateReply> {
  const first = await loadFactor(services, params, caller);
  requireSameKind(first.factor, body);
  await refuseCompanion(services, first, 'activate');
  if (first.kind.devices) return continueActivation(services, { params, query, body, caller }, first);
  const { outside } = first.kind;
  const wishes = outside && wishesOf(first.kind, body);
  if (outside && wishes) return activateOutside(services, outside, first, { params, caller, wishes });
  requirePending(first);
  const answer = answerBody(first.kind, body);
  const context = contextOf(services, caller);
  const challenge = first.kind.challenge?.id(first.view.state);
  const who = requesterOf(first.user.id, caller, first.known, context.now);
  const guess = await spendActivation(services, who, challenge, context.now);
  const evidence = await first.kind.answers?.gather?.(first.view, answer, services);

  const event = 'user.mfa.factor.activate';
  const request = { params, caller, context, event, guess, loaded: first, ...(also && { also }) } as const;
  const settled = await applyDecision(services, request, (loaded, full) => {
    requirePending(loaded);
    return judgeAnswer(loaded, answer, full, evidence);
  });
  return describeFactor(services.links, settled.factor, settled.kind);
}
