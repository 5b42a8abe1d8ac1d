import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import { orGone, rethrow } from './refusals.ts';

/** The outcome of removing a factor. */
export interface Unenrolled {
  /** `absent`: somebody else removed it, perhaps just now; it is gone all the same. */
  readonly outcome: 'removed' | 'absent';
}

interface UnenrollOptions extends CallOptions {
  readonly removeRecoveryEnrollment?: boolean | undefined;
  /** Cofactor only: leaves it alone when it is active by now. */
  readonly onlyPending?: boolean | undefined;
}

/** Removes a factor if it is there. Safe to repeat and to race. */
export async function unenroll(
  client: Client,
  userId: string,
  factorId: string,
  options: UnenrollOptions = {},
): Promise<Unenrolled> {
  const { removeRecoveryEnrollment, onlyPending, ...call } = options;
  const removal = client.unenrollFactor({ userId, factorId, removeRecoveryEnrollment, onlyPending }, call);
  const { outcome } = await orGone(removal, () => ({ outcome: 'removed' as const }), rethrow);
  return { outcome: outcome === 'gone' ? 'absent' : outcome };
}
