import type { Factor } from '../../../domain/factors/factor.ts';
import type { Write } from '../../../store/change.ts';
import { type AuditContext, logEntry } from '../../shared/logEntry.ts';

/** The writes by which a factor takes the place of others: they go, and a request for one of them names the new one. */
export function replacementWrites(olds: readonly Factor[], { id }: Factor, audit: AuditContext): readonly Write[] {
  return olds.flatMap((old): readonly Write[] => {
    const { userId } = old;
    const former = { id: old.id, userId, fate: 'replaced', successor: id, at: audit.now } as const;
    const gone: Write = { do: 'removeFactor', factor: old, former };
    if (old.status !== 'ACTIVE') return [gone];
    const detail = { replacedBy: id };
    return [gone, logEntry(audit, { event: 'user.mfa.factor.deactivate', userId, factorId: old.id, detail })];
  });
}
