import type { HelpDeskAction } from '../../../contract/helpDesk/helpDesk.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import { type HelpDeskRequest, requestStatus } from '../../../domain/helpDesk/helpDeskRequest.ts';
import { provingFactors } from '../../../domain/helpDesk/ownFactors.ts';
import { type Fault, fault } from '../../../domain/values/fault.ts';
import { timestamp } from '../../shared/timestamp.ts';

/** An act of the help desk on a user. */
export interface HelpDeskAct {
  readonly userId: string;
  readonly action: HelpDeskAction;
  /** The factors to remove; empty for the other actions. */
  readonly factorIds: readonly string[];
}

type Head = Pick<Factor, 'id' | 'factorType' | 'provider' | 'status'>;

const callOf = ({ userId }: Pick<HelpDeskAct, 'userId'>): string => `POST /api/v1/users/${userId}/help-desk-requests`;

const bodyOf = ({ action, factorIds }: HelpDeskAct, more: object): string =>
  JSON.stringify({ action, ...(action === 'REMOVE_FACTORS' && { factorIds }), ...more });

/** The act needs an approval, and has none: the cause names the call that gets one. */
export function approvalNeeded(
  act: HelpDeskAct,
  factors: readonly Head[],
  own: HelpDeskRequest | undefined,
  now: Temporal.Instant,
): Fault {
  const why =
    'The user has an active factor: either they prove by it that they are the one who asks, or another administrator approves.';
  const refused = fault('forbidden').hinting({ reason: 'APPROVAL_NEEDED' });
  if (own && requestStatus(own, now) === 'WAITING') {
    const path = `/api/v1/users/${own.userId}/help-desk-requests/${own.id}`;
    const next =
      own.approval === 'OWNER'
        ? `give the code that the user reads out with POST ${path}/proof, or GET ${path} once they approved the push`
        : `another administrator approves it with POST ${path}/decision`;
    return refused.because(why, `Your request waits until ${timestamp(own.expires)}: ${next}.`);
  }
  const [best] = provingFactors(factors);
  const byOwner = best && `${callOf(act)} with ${bodyOf(act, { approval: 'OWNER', factorId: best.id, reason: '…' })}`;
  const bySecond = `${callOf(act)} with ${bodyOf(act, { approval: 'ADMINISTRATOR', reason: '…' })}`;
  return refused.because(why, ...(byOwner ? [`${byOwner}.`] : []), `${byOwner ? 'Or ' : ''}${bySecond}.`);
}

/** The help desk has just acted on the user: whoever holds their factors now cannot approve the next act alone. */
export const coolingOff = (act: HelpDeskAct, until: Temporal.Instant): Fault =>
  fault('forbidden')
    .because(
      `The help desk has acted on this user: until ${timestamp(until)} the user alone cannot approve more.`,
      `Another administrator can: ${callOf(act)} with ${bodyOf(act, { approval: 'ADMINISTRATOR', reason: '…' })}.`,
    )
    .hinting({ reason: 'COOLING_OFF' });

/** The organization wants a reason for every act. */
export const reasonNeeded = (act: HelpDeskAct): Fault =>
  fault('forbidden')
    .because(`A reason must be given: ${callOf(act)} with ${bodyOf(act, { reason: '…' })}, then this call again.`)
    .hinting({ reason: 'REASON_NEEDED' });
