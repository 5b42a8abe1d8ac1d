import type { PhoneChannel } from '../../../domain/values/phone.ts';
import type { Services } from '../../shared/services.ts';

/** Channels on which the phone known of a user was never verified: it goes with the factor that was to prove it. */
export async function unprovedPhones({ store }: Services, userId: string): Promise<readonly PhoneChannel[]> {
  const phones = await store.factors.phones(userId);
  return phones.filter(({ verified }) => !verified).map(({ channel }) => channel);
}
