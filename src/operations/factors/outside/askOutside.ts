import type { EventType } from '../../../contract/log/events.ts';
import type { Caller } from '../../../contract/shared/operation.ts';
import { requesterOf } from '../../../domain/budgets/requester.ts';
import type { FactorRef } from '../../../domain/factors/factor.ts';
import type { AnyOutside } from '../../../domain/factors/outsideRules.ts';
import { givenBack } from '../../budgets/unjudged.ts';
import type { Services } from '../../shared/services.ts';
import { applyDecision } from '../applyDecision.ts';
import { contextOf } from '../factorRequest.ts';
import type { LoadedFactor } from '../loadFactor.ts';
import { admitOutside } from '../verify/pushQuestion.ts';

interface Asking {
  readonly params: FactorRef;
  readonly caller: Caller;
  readonly wishes: object;
  readonly event: EventType;
  /** Refuses a factor that is not in the status for it. */
  readonly require: (loaded: LoadedFactor) => void;
}

/**
 * Has an outside service ask a user, once, and keeps the question. It is paid for before the service hears of it; where the
 * service certainly did not, that is given back, as often as guesses are.
 */
export async function askOutside(
  services: Services,
  outside: AnyOutside,
  first: LoadedFactor,
  { params, caller, wishes, event, require }: Asking,
): ReturnType<typeof applyDecision> {
  require(first);
  const context = contextOf(services, caller);
  const { id: userId } = first.user;
  const who = requesterOf(userId, caller, first.known, context.now);
  const paid = await admitOutside(services, who, await outside.rings(services), context.now);
  const found = await outside.ask(first.view, wishes, services);
  if (found.is === 'unanswered' && !found.sent) {
    const back = await givenBack(services, userId, { paid }, { unjudged: 'NEVER_SENT' }, context.now);
    await services.store.apply(back);
  }
  const request = { params, caller, context, event, loaded: first, rung: true } as const;
  return applyDecision(services, request, (loaded, full) => {
    require(loaded);
    const requester = requesterOf(userId, caller, loaded.known, full.now);
    return outside.asked(loaded.view, found, { ...full, requester });
  });
}
