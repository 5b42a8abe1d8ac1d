import { loadFactor } from './access.ts';
import { continueActivation } from './activation.ts';
import { describeFactor } from './describe.ts';
import { contextOf } from './factorRequest.ts';
import { requirePending } from './guards.ts';
import { spendActivation } from './guess.ts';
import { judgeAnswer } from './judgeAnswer.ts';
import { answerBody } from './requestBody.ts';
import type { Handler } from './services.ts';
import { settle } from './settle.ts';

/** Proves a pending factor with an answer, which makes it ACTIVE (facts 68 to 70). */
export const activateFactor: Handler<'activateFactor'> = async (services, { params, query, body, caller }) => {
  const first = await loadFactor(services, params, caller);
  if (first.kind.devices) return continueActivation(services, { params, query, body, caller }, first);
  requirePending(first);
  const answer = answerBody(first.kind, body);
  const context = contextOf(services, caller);
  const challenge = first.kind.challengeId?.(first.view.state);
  const guess = await spendActivation(services, { user: first.user, challenge }, caller, context.now);
  const evidence = await first.kind.gather?.(first.view, answer, services);

  const request = { params, caller, context, event: 'user.mfa.factor.activate', guess, loaded: first } as const;
  const settled = await settle(services, request, (loaded, full) => {
    requirePending(loaded);
    return judgeAnswer(loaded, answer, full, evidence);
  });
  return describeFactor(services.links, settled.factor, settled.kind);
};
