import type { Operations } from '../contract/index.ts';
import type { Reply } from '../contract/operation.ts';
import type { AnyKind } from '../domain/kind.ts';
import type { Links } from '../domain/links.ts';
import type { Factor } from '../store/records.ts';

/** UTC to the second, with the `.000Z` that Okta's objects end with (fact 15). */
export function timestamp(at: Temporal.Instant): string {
  return `${at.toString({ smallestUnit: 'second' }).slice(0, -1)}.000Z`;
}

/** A factor as the wire shows it (fact 9). */
export function describeFactor(
  links: Links,
  factor: Factor,
  kind: AnyKind,
  embedded?: Readonly<Record<string, unknown>>,
): Reply<Operations['getFactor']> {
  return {
    id: factor.id,
    factorType: factor.factorType,
    provider: factor.provider,
    vendorName: kind.contract.vendorName,
    status: factor.status,
    created: timestamp(factor.created),
    lastUpdated: timestamp(factor.lastUpdated),
    profile: kind.profile(factor.state) as Record<string, unknown>,
    _links: links.factor(kind, factor),
    ...(embedded && { _embedded: { ...embedded } }),
  };
}
