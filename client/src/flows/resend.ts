import type { Client } from '../createClient.ts';
import type { EnrollRequest, Factor } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { type MessageRefusal, messageRefusal, orGone } from './refusals.ts';

export type Resent =
  | { readonly outcome: 'sent'; readonly factor: Factor }
  | MessageRefusal
  /** It is not pending any more, or not there: list the user's factors. */
  | { readonly outcome: 'gone' };

/** A pending factor, as enrolling or listing gave it. */
export type PendingFactor = Pick<Factor, 'id' | 'factorType' | 'provider'> & { readonly profile?: unknown };

/** Sends a new code for a pending factor. After `tooSoon` the one before is still good: safe to repeat. */
export function resend(
  client: Client,
  userId: string,
  { id: factorId, factorType, provider, profile }: PendingFactor,
  { templateId, ...call }: CallOptions & { readonly templateId?: string } = {},
): Promise<Resent> {
  // Okta wants to be told again what it knows.
  const body = { factorType, provider, profile } as EnrollRequest;
  const sent = client.resendFactor({ userId, factorId, templateId, body }, call);
  return orGone(sent, (factor) => ({ outcome: 'sent', factor }), messageRefusal);
}
