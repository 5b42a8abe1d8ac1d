import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import { isFactorGone } from './refusals.ts';

/** What became of a factor that was to go. */
export interface Unenrolled {
  /** `absent`: somebody else removed it, perhaps just now; it is gone all the same. */
  readonly outcome: 'removed' | 'absent';
}

/** Removes a factor if it is there. Safe to repeat and to race. */
export async function unenroll(
  client: Client,
  userId: string,
  factorId: string,
  options: CallOptions & { readonly removeRecoveryEnrollment?: boolean; readonly onlyPending?: boolean } = {},
): Promise<Unenrolled> {
  const { removeRecoveryEnrollment, onlyPending, ...call } = options;
  try {
    await client.unenrollFactor({ userId, factorId, removeRecoveryEnrollment, onlyPending }, call);
    return { outcome: 'removed' };
  } catch (error) {
    if (isFactorGone(error)) return { outcome: 'absent' };
    throw error;
  }
}
