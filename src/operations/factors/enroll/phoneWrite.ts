import type { Accepted } from '../../../domain/factors/decision.ts';
import type { Write } from '../../../store/change.ts';
import type { Services } from '../../shared/services.ts';

/** Keeps what a decision learned about a user's phone; catalogue phones have `mbl` ids (fact 3). */
export function phoneWrite({ newId }: Services, userId: string, phone: NonNullable<Accepted<unknown>['phone']>): Write {
  return { do: 'savePhone', phone: { ...phone, userId, id: newId('mbl') } };
}
