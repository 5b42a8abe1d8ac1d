import type { Factor } from '../../../domain/factors/factor.ts';
import type { AnyKind } from '../../../domain/factors/kind.ts';
import type { Services } from '../../shared/services.ts';

/**
 * A factor whose id starts differently once active gets a new one when it is activated (fact 3), and so does one that
 * takes another's place: it holds what that one held.
 */
export function renewFactor(
  { newId }: Services,
  { idPrefix }: AnyKind,
  before: Factor,
  after: Factor,
  takesPlace: boolean,
): Factor {
  const activated = before.status === 'PENDING_ACTIVATION' && after.status === 'ACTIVE';
  if (!activated || (idPrefix.pending === idPrefix.active && !takesPlace)) return after;
  return { ...after, id: newId(idPrefix.active), created: after.lastUpdated, version: 0 };
}
