import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { requireEnrollable } from '../org/enrollmentRules.ts';
import type { Handler } from '../shared/services.ts';
import { applyDecision } from './applyDecision.ts';
import { describeFactor } from './describeFactor.ts';
import { contextOf } from './factorRequest.ts';
import { loadFactor } from './loadFactor.ts';
import { enrollBody } from './requestBody.ts';
import { requireSameKind } from './requireStatus.ts';

/** Changes what an active factor was enrolled with; of Okta's kinds a question alone can be changed (fact 228). */
export const updateFactor: Handler<'updateFactor'> = async (services, { params, body, caller }) => {
  const first = await loadFactor(services, params, caller);
  const { kind } = first;
  requireSameKind(first.factor, body);
  if (!kind.update) throw unchangeable(first.factor, kind);
  requireEnrollable(first.enrollment, kind, 'factorEnrollRequest');
  const wanted = enrollBody(kind, body);
  const context = contextOf(services, caller);
  const found = await kind.lookup?.(wanted, services.store.org, services, { ...context, user: first.user });
  const request = { params, caller, context, event: 'user.mfa.factor.update', loaded: first } as const;
  const { factor } = await applyDecision(services, request, (loaded, full) => {
    requireEnrollable(loaded.enrollment, kind, 'factorEnrollRequest');
    if (!kind.update) throw unchangeable(loaded.factor, kind);
    return kind.update(loaded.view, wanted, full, found);
  });
  return describeFactor(services.links, factor, kind);
};

/** The kind has no changes; the cause says how to come to another factor instead. */
function unchangeable({ id, userId, factorType, status }: Factor, kind: AnyKind): Fault {
  const list = `/api/v1/users/${userId}/factors`;
  const next =
    kind.replace && status === 'ACTIVE'
      ? `Enroll what takes its place with POST ${list}/${id}/replacement.`
      : `DELETE ${list}/${id}, then enroll another with POST ${list}.`;
  return fault('validation', { subject: 'factorType' }).because(
    `factorType: A factor of type ${factorType} cannot be changed.`,
    next,
  );
}
