import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import type { Enrolling, EnrollRefusal } from './enrollPhone.ts';
import { isSameNumber, smsFactors } from './smsFactors.ts';

/**
 * Where somebody else has just sent a message to the number: for this very enrollment, perhaps, by a call that ran at
 * the same time. Then it is this caller's as well.
 */
export async function foundMeanwhile<Step extends Enrolling | EnrollRefusal>(
  client: Client,
  userId: string,
  phoneNumber: string,
  step: Step,
  options: CallOptions,
): Promise<Step | Enrolling> {
  if (step.outcome !== 'tooSoon') return step;
  const factors = await smsFactors(client, userId, options);
  const factor = factors.find(({ profile }) => isSameNumber(profile.phoneNumber, phoneNumber));
  return factor ? { outcome: factor.status === 'ACTIVE' ? 'active' : 'sent', factor } : step;
}
