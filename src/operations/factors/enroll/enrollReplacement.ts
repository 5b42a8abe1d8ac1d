import { fault } from '../../../domain/values/fault.ts';
import { MessageGuard } from '../../messages/messageGuard.ts';
import { requireEnrollable } from '../../org/enrollmentRules.ts';
import type { Handler } from '../../shared/services.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { describeFactor } from '../describeFactor.ts';
import { contextOf } from '../factorRequest.ts';
import { loadFactor } from '../loadFactor.ts';
import { enrollBody } from '../requestBody.ts';
import { requireSameKind, requireStatus } from '../requireStatus.ts';
import { addFactor } from './addFactor.ts';
import { enrollContext } from './enrollContext.ts';

/**
 * Enrolls what takes the place of an active factor once it is activated, in one change; until then the old one stays in
 * use. An extension of ours: on Okta a user whose phone is changed has none between the steps.
 */
export const enrollReplacement: Handler<'enrollReplacement'> = async (services, { params, query, body, caller }) => {
  const base = contextOf(services, caller, query);
  const guard = new MessageGuard(services, caller, base.now);
  return untilWritten('user', async () => {
    const { user, factor, kind, view, enrollment } = await loadFactor(services, params, caller);
    requireSameKind(factor, body);
    requireStatus(factor, kind, 'ACTIVE');
    requireEnrollable(enrollment, kind, 'factorEnrollRequest');
    if (!kind.replace) {
      throw fault('validation', { subject: 'factorType' }).because(
        `factorType: A factor of type ${factor.factorType} has no replacement; enroll another and remove this one.`,
      );
    }
    const enrolling = { kind, user, enrollment, base, updatePhone: true, activate: false };
    const { context, siblings } = await enrollContext(services, enrolling);
    const decision = kind.replace(view, enrollBody(kind, body), context);
    if (!decision.ok) throw decision.fault;
    const added = await addFactor(services, { kind, user, siblings, decision, caller, now: base.now, guard });
    return added && describeFactor(services.links, added, kind, decision.embedded);
  });
};
