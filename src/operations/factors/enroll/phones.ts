import type { Accepted } from '../../../domain/factors/decision.ts';
import type { PhoneChannel } from '../../../domain/values/phone.ts';
import type { Write } from '../../../store/change.ts';
import type { Services } from '../../shared/services.ts';

/** Channels on which the phone known of a user was never verified: it goes with the factor that was to prove it. */
export async function unprovedPhones(
  { store }: Pick<Services, 'store'>,
  userId: string,
): Promise<readonly PhoneChannel[]> {
  const phones = await store.factors.phones(userId);
  return phones.filter(({ verified }) => !verified).map(({ channel }) => channel);
}

/** Keeps what a decision learned about a user's phone; catalogue phones have `mbl` ids (fact 3). */
export function phoneWrite({ newId }: Services, userId: string, phone: NonNullable<Accepted<unknown>['phone']>): Write {
  return { do: 'savePhone', phone: { ...phone, userId, id: newId('mbl') } };
}
