import type { Operations } from '../../../contract/index.ts';
import type { Input, Reply } from '../../../contract/shared/operation.ts';
import { requesterOf } from '../../../domain/budgets/requester.ts';
import { newDevice } from '../../budgets/requester.ts';
import { Created } from '../../shared/replies.ts';
import type { Handler, Services } from '../../shared/services.ts';
import { applyDecision } from '../applyDecision.ts';
import { contextOf } from '../factorRequest.ts';
import { gatherEvidence, withHashingPlace } from '../gatherEvidence.ts';
import { judgeAnswer } from '../judgeAnswer.ts';
import { type LoadedFactor, loadFactor } from '../loadFactor.ts';
import { askOutside } from '../outside/askOutside.ts';
import { refuseCompanion } from '../refuseCompanion.ts';
import { answerBody, missingAnswer, wishesOf } from '../requestBody.ts';
import { requireActive, requireSameKind } from '../requireStatus.ts';
import { createLongJudge } from './judgeLong.ts';
import { payForAnswer, sendsLongCode } from './payForAnswer.ts';
import { announce } from './pushQuestion.ts';
import { wantDevice } from './rememberedDevice.ts';
import { describeTransaction } from './transactions.ts';

type Verify = Input<Operations['verifyFactor']>;
type VerifyReply = Reply<Operations['verifyFactor']>;

/**
 * With an answer: judge it. With an empty body, or one that only says how the challenge is to be: send a challenge,
 * where the kind has one (facts 77, 98).
 */
export const verifyFactor: Handler<'verifyFactor'> = async (services, input) => {
  if (Object.keys(input.body).length === 0) return challenge(services, input);
  const first = await loadFactor(services, input.params, input.caller);
  requireSameKind(first.factor, input.body);
  const wishes = wishesOf(first.kind, input.body);
  return wishes ? challenge(services, input, { first, wishes }) : judge(services, input, first);
};

async function challenge(
  services: Services,
  { params, query, caller }: Verify,
  wished?: { readonly first: LoadedFactor; readonly wishes: object },
): Promise<VerifyReply | Created<VerifyReply>> {
  const loaded = wished?.first ?? (await loadFactor(services, params, caller));
  const wishes = wished?.wishes ?? {};
  const event = 'cofactor.factor.challenge';
  const { outside } = loaded.kind;
  const settled = outside
    ? await askOutside(services, outside, loaded, { params, caller, event, wishes, require: requireActive })
    : await issue();
  const { factor, kind, decision, transaction } = settled;
  if (transaction) {
    if (query.rememberDevice) await wantDevice(services, transaction);
    if (!outside) announce(services, settled, transaction, settled.loudness ?? 'rings');
    const shown = kind.profile(factor.state, factor.status) as object;
    return new Created(describeTransaction(services, settled, transaction, shown));
  }
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

  function issue() {
    const context = contextOf(services, caller, query);
    return applyDecision(services, { params, caller, context, event, loaded }, async (asked, full) => {
      requireActive(asked);
      await refuseCompanion(services, asked, 'verify');
      if (!asked.kind.challenge) throw missingAnswer(asked.kind);
      const requester = requesterOf(asked.user.id, caller, asked.known, full.now);
      const longCode = await sendsLongCode(services, asked, requester, full.now);
      const own = { ...full, requester, ...(longCode && { longCode }) };
      return asked.kind.challenge.issue(asked.view, own, wishes);
    });
  }
}

async function judge(
  services: Services,
  { params, query, body, caller }: Verify,
  first: LoadedFactor,
): Promise<VerifyReply> {
  requireActive(first);
  await refuseCompanion(services, first, 'verify');
  const answer = answerBody(first.kind, body);
  const context = contextOf(services, caller, query);
  const { paid, evidence } = await withHashingPlace(services, first, caller, context.now, async (place) => {
    const paid = await payForAnswer(services, first, answer, caller, context.now);
    return { paid, evidence: await gatherEvidence(services, first, answer, place) };
  });
  const long =
    paid.long && (await createLongJudge(services, first, { ...paid, long: paid.long }, body.stateToken, context.now));
  const device = query.rememberDevice ? newDevice(services, first.user.id, context.now) : undefined;
  const guess = {
    ...paid.guess,
    ...(device && { onSuccess: [...paid.guess.onSuccess, device.write] }),
    ...(long && { onRefusal: long.onRefusal }),
  };

  const request = {
    params,
    caller,
    context,
    event: 'user.authentication.auth_via_mfa',
    guess,
    loaded: first,
  } as const;
  const { decision } = await applyDecision(services, request, (loaded, full) => {
    requireActive(loaded);
    const requester = requesterOf(loaded.user.id, caller, loaded.known, full.now);
    const own = { ...full, requester };
    return long ? long.judge(loaded, answer, own) : judgeAnswer(loaded, answer, own, evidence);
  });
  return { factorResult: decision.result ?? 'SUCCESS', ...(device && { deviceToken: device.token }) };
}
