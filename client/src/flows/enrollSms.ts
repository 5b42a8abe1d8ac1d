import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import { continuePending } from './continuePending.ts';
import { type Enrolling, type EnrollRefusal, enrollPhone } from './enrollPhone.ts';
import { foundMeanwhile } from './foundMeanwhile.ts';
import { isSameNumber, smsFactors } from './smsFactors.ts';
import { triedTooOften } from './triedTooOften.ts';
import { unenroll } from './unenroll.ts';

const MAX_TRIES = 5;

/**
 * Enrolls a phone for text messages. Repeated, it goes on where it was: there is one pending factor for the number and
 * one message on its way to it, or the factor is active.
 */
export async function enrollSms(
  client: Client,
  userId: string,
  phoneNumber: string,
  options: CallOptions = {},
): Promise<Enrolling | EnrollRefusal> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const factors = await smsFactors(client, userId, options);
    const active = factors.find(({ status }) => status === 'ACTIVE');
    if (active) {
      const same = isSameNumber(active.profile.phoneNumber, phoneNumber);
      return same ? { outcome: 'active', factor: active } : { outcome: 'otherPhone', error: undefined };
    }
    const [pending] = factors;
    if (pending && isSameNumber(pending.profile.phoneNumber, phoneNumber)) {
      const going = await continuePending(client, userId, pending, options);
      if (going) return going;
      continue;
    }
    if (pending) await unenroll(client, userId, pending.id, { ...options, onlyPending: true });
    const enrolling = await enrollPhone(client, userId, phoneNumber, false, options);
    if (enrolling) return foundMeanwhile(client, userId, phoneNumber, enrolling, options);
  }
  throw triedTooOften();
}
