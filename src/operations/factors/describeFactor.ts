import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import type { Accepted } from '../../domain/factors/decision.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { type EnrollmentSettings, refusalOf } from '../../domain/org/enrollmentSettings.ts';
import type { Links } from '../shared/links.ts';
import { timestamp } from '../shared/timestamp.ts';

/** A factor as the wire shows it (fact 9); `embedded` is what a decision adds to this one reply. */
export function describeFactor(
  links: Links,
  factor: Factor,
  kind: AnyKind,
  embedded?: Accepted<unknown>['embedded'],
): Reply<Operations['getFactor']> {
  const { id, userId, factorType, provider, status, state } = factor;
  const profile = kind.profile(state, status) as Record<string, unknown> | undefined;
  const times = { created: timestamp(factor.created), lastUpdated: timestamp(factor.lastUpdated) };
  return {
    id,
    factorType,
    provider,
    vendorName: kind.vendorName?.(state) ?? kind.contract.vendorName,
    status,
    ...(!kind.wire?.timeless && times),
    ...(profile && { profile }),
    _links: links.factor(kind, factor),
    ...(embedded && { _embedded: { ...embedded(links.absolute(`/api/v1/users/${userId}/factors/${id}`)) } }),
  };
}

/** A factor as it can be used now: an active one that is switched off or forbidden since is INACTIVE. */
export function describeAllowed(
  links: Links,
  factor: Factor,
  kind: AnyKind,
  enrollment: EnrollmentSettings | undefined,
): Reply<Operations['getFactor']> {
  const shown = describeFactor(links, factor, kind);
  if (factor.status !== 'ACTIVE' || !refusalOf(enrollment, kind)) return shown;
  const status = 'INACTIVE';
  return { ...shown, status, _links: links.factor(kind, { ...factor, status }) };
}
