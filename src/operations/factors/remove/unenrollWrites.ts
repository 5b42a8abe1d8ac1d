import type { Context } from '../../../domain/factors/context.ts';
import type { Factor, FormerFactor } from '../../../domain/factors/factor.ts';
import type { Write } from '../../../store/change.ts';
import { type AuditContext, logEntry } from '../../shared/logEntry.ts';
import { keyOf } from '../companionWrites.ts';
import { type LoadedFactor, readBack } from '../loadFactor.ts';

/** The writes by which an active factor goes with those that came with it, and a pending one alone (fact 104). */
export function unenrollWrites(
  { factor, kind, view }: Pick<LoadedFactor, 'factor' | 'kind' | 'view'>,
  others: readonly Factor[],
  context: Context,
  fate: Extract<FormerFactor['fate'], 'unenrolled' | 'reset'>,
  audit: AuditContext,
): readonly Write[] {
  const goes = (other: Factor) => other.status === 'ACTIVE' && kind.takesAlong?.includes(keyOf(other));
  const company =
    factor.status === 'ACTIVE' ? others.filter(goes).map((other) => ({ factor: other, ...readBack(other) })) : [];
  return [{ factor, kind, view }, ...company].flatMap((gone): readonly Write[] => {
    const { id, userId } = gone.factor;
    return [
      { do: 'removeFactor', factor: gone.factor, former: { id, userId, fate, at: audit.now } },
      ...(gone.kind.unenroll?.(gone.view, context) ?? []),
      logEntry(audit, { event: 'user.mfa.factor.deactivate', userId, factorId: id }),
    ];
  });
}
