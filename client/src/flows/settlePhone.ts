import type { Client } from '../createClient.ts';
import { pause } from '../createDeadline.ts';
import { CofactorError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { type Enrolling, type EnrollRefusal, enrolling, type SmsFactor } from './enrolling.ts';
import { numberOf } from './numberOf.ts';
import { resend } from './resend.ts';
import { unenroll } from './unenroll.ts';

/**
 * Milliseconds before each look at the user's factors. Others may be at the same: who was first has paid for the message
 * a moment before its factor can be seen.
 */
const LOOKS = [0, 50, 100, 300, 600];

/** Brings a user's SMS factors to where the number is active, or a code is on its way to it. */
export async function settlePhone(
  client: Client,
  userId: string,
  phoneNumber: string,
  mayReplace: boolean,
  options: CallOptions,
): Promise<Enrolling | EnrollRefusal> {
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
  const isWanted = ({ profile }: SmsFactor) => numberOf(profile) === numberOf(body.profile);

  async function step(before: Awaited<ReturnType<typeof enrolling>> | undefined): ReturnType<typeof enrolling> {
    const factors = (await client.listFactors({ userId }, options)).filter((factor) => factor.factorType === 'sms');
    const active = factors.find(({ status }) => status === 'ACTIVE');
    const pending = factors.filter(({ status }) => status === 'PENDING_ACTIVATION');
    if (active && isWanted(active)) {
      // A change to another phone that was begun is given up.
      if (mayReplace) await removeAll(pending, true);
      return { outcome: 'active', factor: active };
    }
    if (active && !mayReplace) return { outcome: 'otherPhone', error: undefined };
    const begun = pending.find(isWanted);
    if (begun) return goOn(begun);
    // Somebody else has had a message sent just now: their factor is waited for, but no other message asked for.
    if (before?.outcome === 'tooSoon') return before;
    if (active && client.server() === 'cofactor') {
      return enrolling(client.enrollReplacement({ userId, factorId: active.id, body }, options));
    }
    await removeAll(factors, !mayReplace || undefined);
    const first = await enrolling(client.enrollFactor({ userId, body }, options));
    // Only where a phone verified before is in the way.
    if (first.outcome !== 'otherPhone' || !mayReplace) return first;
    return enrolling(client.enrollFactor({ userId, body, updatePhone: true }, options));
  }

  /** Somebody began this very enrollment. After too short a time for another message the last one still counts. */
  async function goOn(factor: SmsFactor): ReturnType<typeof enrolling> {
    const again = await resend(client, userId, factor, options);
    return again.outcome === 'sent' || again.outcome === 'tooSoon' ? { outcome: 'sent', factor } : again;
  }

  async function removeAll(factors: readonly SmsFactor[], onlyPending: boolean | undefined): Promise<void> {
    for (const { id } of factors) await unenroll(client, userId, id, { ...options, onlyPending });
  }

  let last: Parameters<typeof step>[0];
  for (const ms of LOOKS) {
    await pause(ms, options.signal);
    last = await step(last);
    // Too soon: for this very enrollment, perhaps, by a call that ran at the same time. Then it is this caller's as well.
    const again =
      last.outcome === 'gone' || last.outcome === 'tooSoon' || (mayReplace && last.outcome === 'otherPhone');
    if (!again) return last as Enrolling | EnrollRefusal;
  }
  if (last?.outcome === 'tooSoon') return last;
  throw new CofactorError("Others keep changing the user's factors; try later");
}
