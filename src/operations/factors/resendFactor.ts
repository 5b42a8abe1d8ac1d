import type { Handler } from '../shared/services.ts';
import { applyDecision } from './applyDecision.ts';
import { describeFactor } from './describeFactor.ts';
import { refuseAfterActivations } from './factorGuess.ts';
import { contextOf } from './factorRequest.ts';
import { loadFactor } from './loadFactor.ts';
import { wrongStatus } from './nextCall.ts';
import { refuseCompanion } from './refuseCompanion.ts';
import { enrollBody } from './requestBody.ts';
import { requirePending, requireSameKind } from './requireStatus.ts';

/** A new message for a factor still to be activated; what was sent before is superseded (facts 70, 71, 91). */
export const resendFactor: Handler<'resendFactor'> = async (services, { params, query, body, caller }) => {
  const first = await loadFactor(services, params, caller);
  const { user, factor } = first;
  await refuseCompanion(services, first, 'resend');
  requirePending(first);
  requireSameKind(factor, body);
  const context = contextOf(services, caller, query);
  await refuseAfterActivations(services, user.id, caller, context.now);

  const request = { params, caller, context, event: 'user.mfa.factor.update' } as const;
  const settled = await applyDecision(services, request, (loaded, full) => {
    requirePending(loaded);
    if (!loaded.kind.messages) throw wrongStatus(loaded.factor, loaded.kind);
    return loaded.kind.messages.resend(loaded.view, enrollBody(loaded.kind, body), full);
  });
  return describeFactor(services.links, settled.factor, settled.kind);
};
