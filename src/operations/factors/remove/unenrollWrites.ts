import type { Context } from '../../../domain/factors/context.ts';
import type { Factor, FormerFactor } from '../../../domain/factors/factor.ts';
import type { Write } from '../../../store/change.ts';
import { keyOf } from '../companionWrites.ts';
import type { Asked } from '../enroll/replacementWrites.ts';
import { type Loaded, readBack } from '../loadFactor.ts';

/** The writes by which an active factor goes with those that came with it, and a pending one alone (fact 104). */
export function unenrollWrites(
  { factor, kind, view }: Pick<Loaded, 'factor' | 'kind' | 'view'>,
  others: readonly Factor[],
  context: Context,
  fate: Extract<FormerFactor['fate'], 'unenrolled' | 'reset'>,
  { caller, now }: Asked,
): readonly Write[] {
  const goes = (other: Factor) => other.status === 'ACTIVE' && kind.takesAlong?.includes(keyOf(other));
  const company =
    factor.status === 'ACTIVE' ? others.filter(goes).map((other) => ({ factor: other, ...readBack(other) })) : [];
  return [{ factor, kind, view }, ...company].flatMap((gone): readonly Write[] => {
    const { id, userId } = gone.factor;
    const asked = { at: now, userId, factorId: id, actor: caller.tokenId, requestId: caller.requestId };
    return [
      { do: 'removeFactor', factor: gone.factor, former: { id, userId, fate, at: now } },
      ...(gone.kind.unenroll?.(gone.view, context) ?? []),
      { do: 'log', entry: { ...asked, event: 'user.mfa.factor.deactivate', outcome: 'SUCCESS' } },
    ];
  });
}
