import { loadFactor } from './access.ts';
import { describeFactor } from './describe.ts';
import { contextOf } from './factorRequest.ts';
import { requirePending, requireSameKind } from './guards.ts';
import { refuseAfterActivations } from './guess.ts';
import { wrongStatus } from './nextCall.ts';
import type { Handler } from './services.ts';
import { settle } from './settle.ts';

/** A new message for a factor still to be activated; what was sent before is superseded (facts 70, 71, 91). */
export const resendFactor: Handler<'resendFactor'> = async (services, { params, query, body, caller }) => {
  const first = await loadFactor(services, params, caller);
  const { user, factor } = first;
  requirePending(first);
  requireSameKind(factor, body);
  const context = contextOf(services, caller, query);
  await refuseAfterActivations(services, user.id, caller, context.now);

  const request = { params, caller, context, event: 'user.mfa.factor.update' } as const;
  const settled = await settle(services, request, (loaded, full) => {
    requirePending(loaded);
    if (!loaded.kind.resend) throw wrongStatus(loaded.factor, loaded.kind);
    return loaded.kind.resend(loaded.view, full);
  });
  return describeFactor(services.links, settled.factor, settled.kind);
};
