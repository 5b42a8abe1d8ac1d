import type { Client } from '../createClient.ts';
import { createDeadline } from '../createDeadline.ts';
import type { CallOptions } from '../options.ts';
import type { Enrolling, EnrollRefusal } from './enrollPhone.ts';
import { isSameNumber, smsFactors } from './smsFactors.ts';

/** Milliseconds: who was first has paid for the message a moment before its factor can be seen. */
const LOOKS = [0, 100, 300, 600];

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
  const deadline = createDeadline(0, options.signal);
  try {
    for (const pause of LOOKS) {
      await deadline.wait(pause);
      const factors = await smsFactors(client, userId, options);
      const factor = factors.find(({ profile }) => isSameNumber(profile.phoneNumber, phoneNumber));
      if (factor) return { outcome: factor.status === 'ACTIVE' ? 'active' : 'sent', factor };
    }
    return step;
  } finally {
    deadline.release();
  }
}
