import type { Store } from '../../store/store.ts';
import { logEntry } from '../shared/logEntry.ts';

/** The largest number that the column of generations holds. */
const EVERY_GENERATION = 2_147_483_647;

/**
 * Retires every key that access tokens are signed with, for when one may have been stolen: all tokens of before stop within a
 * second, at every process, and the next request for a token makes a new key.
 */
export async function retireSigningKeys({ apply }: Pick<Store, 'apply'>, now: Temporal.Instant): Promise<void> {
  await apply([
    { do: 'removeSigningKeys', through: EVERY_GENERATION },
    logEntry({ now }, { event: 'app.oauth2.as.key.rollover' }),
  ]);
}
