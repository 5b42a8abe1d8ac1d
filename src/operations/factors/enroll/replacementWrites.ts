import type { Caller } from '../../../contract/shared/operation.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import type { Write } from '../../../store/change.ts';

/** Who asked for a change, and when. */
export interface Asked {
  readonly caller: Caller;
  readonly now: Temporal.Instant;
}

/** The writes by which a factor takes the place of others: they go, and whoever holds their ids hears who carries on. */
export function replacementWrites(olds: readonly Factor[], { id }: Factor, { caller, now }: Asked): readonly Write[] {
  return olds.flatMap((old): readonly Write[] => {
    const { userId } = old;
    const former = { id: old.id, userId, fate: 'replaced', successor: id, at: now } as const;
    const asked = { at: now, userId, factorId: old.id, actor: caller.tokenId, requestId: caller.requestId };
    return [
      { do: 'removeFactor', factor: old, former },
      ...(old.status === 'ACTIVE'
        ? [
            {
              do: 'log',
              entry: {
                ...asked,
                event: 'user.mfa.factor.deactivate',
                outcome: 'SUCCESS',
                detail: { replacedBy: id },
              },
            } as const,
          ]
        : []),
    ];
  });
}
