import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import type { Enrolling, EnrollRefusal } from './enrollPhone.ts';
import { resend } from './resend.ts';
import type { SmsFactor } from './smsFactors.ts';

/**
 * Goes on with an enrollment somebody began: makes sure that a message is on its way. Undefined: it is not pending any
 * more, look again. After too short a time the last message still counts, so this is `sent` too.
 */
export async function continuePending(
  client: Client,
  userId: string,
  factor: SmsFactor,
  options: CallOptions,
): Promise<Enrolling | EnrollRefusal | undefined> {
  const again = await resend(client, userId, factor, options);
  if (again.outcome === 'gone') return undefined;
  return again.outcome === 'sent' || again.outcome === 'tooSoon' ? { outcome: 'sent', factor } : again;
}
