import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import { callsOf } from '../../domain/explain/calls.ts';
import { SENT } from '../../domain/explain/longProof.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import { maskEmail, maskPhone } from '../../domain/values/mask.ts';
import { spokenDuration } from '../../domain/values/spoken.ts';

/** A factor as it is stored and as the API shows it. */
export interface ListedFactor {
  readonly factor: Factor;
  readonly shown: Reply<Operations['getFactor']>;
  /** Switched off for the organization, or forbidden by its policy. */
  readonly isRefused: boolean;
}

/** The lines about one factor: its kind, where it goes, id, state and age; for a pending one the next step as well. */
export function factorLines(
  { factor, shown, isRefused }: ListedFactor,
  siblings: readonly Factor[],
  now: Temporal.Instant,
): readonly string[] {
  const age = spokenDuration(now.since(factor.created));
  const head = `${nameOf({ factor, shown })} ${factor.id}`;
  if (factor.status !== 'PENDING_ACTIVATION') {
    const off = isRefused ? ', switched off or not allowed now' : '';
    return [`${head}, ${shown.status}${off}, enrolled ${age} ago`];
  }
  const { again, answer, remove } = callsOf(factor.userId, factor.id, siblings);
  const resend = SENT.has(factor.factorType) ? `, or ${again} for a new code` : '';
  return [
    `${head}, pending for ${age}: enrolled and never activated`,
    `    next: ${answer}${resend}; or ${remove}, and the user enrolls anew`,
  ];
}

/** A factor without its id: `sms OKTA to +18XXXXXXX01`. Addresses are masked, for screens are shared. */
export function nameOf({ factor, shown }: Pick<ListedFactor, 'factor' | 'shown'>): string {
  const { phoneNumber, email } = (shown.profile ?? {}) as { phoneNumber?: string; email?: string };
  const to = phoneNumber === undefined ? email && maskEmail(email) : maskPhone(phoneNumber);
  return `${factor.factorType} ${factor.provider}${to === undefined ? '' : ` to ${to}`}`;
}
