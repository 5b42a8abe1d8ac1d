import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';

/** How a push ends. */
export type PushOutcome =
  | { readonly outcome: 'approved' }
  | { readonly outcome: 'rejected' }
  /** Nobody answered in time. */
  | { readonly outcome: 'timedOut' };

/** The shape `waitForPush` will have: asks on the user's phone and waits for the answer, or until the signal ends it. */
export type WaitForPush = (
  client: Client,
  userId: string,
  factorId: string,
  options: CallOptions & { readonly signal: AbortSignal; readonly numberChallenge?: (answer: number) => void },
) => Promise<PushOutcome>;
