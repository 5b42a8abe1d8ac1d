import type { Caller } from '../../../contract/shared/operation.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import {
  allows,
  coolingUntil,
  credentialOf,
  type HelpDeskRequest,
  targetsOf,
} from '../../../domain/helpDesk/helpDeskRequest.ts';
import { isHelpDesk, takesFromOwner } from '../../../domain/helpDesk/ownFactors.ts';
import { type HelpDeskPolicy, helpDeskPolicyOf } from '../../../domain/org/helpDeskPolicy.ts';
import type { Fault } from '../../../domain/values/fault.ts';
import { kindOf } from '../../../factors/index.ts';
import type { Write } from '../../../store/change.ts';
import { type Justification, logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import { approvalNeeded, coolingOff, type HelpDeskAct, reasonNeeded } from './refusals.ts';

/** The leave to act: what is written with the act, and the words for the log. */
export interface Leave {
  readonly writes: readonly Write[];
  readonly why?: Justification;
}

type Head = Pick<Factor, 'id' | 'factorType' | 'provider' | 'status'>;

/** Whether the help desk itself gives factors of this kind. */
export const isGiven = ({ factorType, provider }: Head): boolean =>
  kindOf(factorType, provider)?.contract.forHelpDesk === true;

/**
 * Lets an act on a user pass, or throws 403: the help desk needs an approval for what it takes from a user who has an active
 * factor (ADR 15). To be asked in each attempt of the act, after its factors were read; its writes use the approval up with the
 * act, or neither happens.
 */
export async function admitHelpDesk(
  { store }: Pick<Services, 'store'>,
  act: HelpDeskAct,
  caller: Partial<Caller>,
  now: Temporal.Instant,
): Promise<Leave> {
  const { principal } = caller;
  // Whoever works on the machine itself has the database, and says why on the command line.
  if (!principal) return { writes: [] };
  const targets = targetsOf(act.action, act.factorIds);
  const requests = await store.helpDesk.ofUser(act.userId);
  const leave = requests.find((one) => allows(one, principal, targets, now));
  if (isHelpDesk(principal, act.userId)) {
    const policy = helpDeskPolicyOf(await store.enrollment.read());
    const factors = await store.factors.envelopes(act.userId);
    const own = requests.find((one) => one.requester === credentialOf(principal) && one.action === act.action);
    const refused = refusalOf({ act, factors, policy, targets, leave, requests, own, now });
    if (refused) {
      const detail = { action: act.action, ...(leave && { requestId: leave.id }) };
      const said = { outcome: 'DENY', reason: refused.hints.reason, userId: act.userId, detail } as const;
      await store.apply([logEntry({ caller, now }, { event: 'cofactor.help_desk.refuse', ...said })]);
      throw refused;
    }
  }
  return leave ? used(leave, targets, now) : { writes: [] };
}

interface Case {
  readonly act: HelpDeskAct;
  readonly factors: readonly Head[];
  readonly policy: HelpDeskPolicy;
  readonly targets: readonly string[];
  readonly leave: HelpDeskRequest | undefined;
  readonly requests: readonly HelpDeskRequest[];
  readonly own: HelpDeskRequest | undefined;
  readonly now: Temporal.Instant;
}

function refusalOf({ act, factors, policy, targets, leave, requests, own, now }: Case): Fault | undefined {
  if (policy.reason === 'ALWAYS' && !leave?.reason) return reasonNeeded(act);
  if (policy.status === 'INACTIVE' || !takesFromOwner(act.action, targets, factors, isGiven)) return undefined;
  // What needed no approval when it was asked for may need one now.
  if (!leave || leave.approval === 'NOT_NEEDED') return approvalNeeded(act, factors, own, now);
  const others = requests.filter(({ id }) => id !== leave.id);
  const until = leave.approval === 'OWNER' ? coolingUntil(others, policy.coolingOffHours, now) : undefined;
  return until && coolingOff(act, until);
}

function used(leave: HelpDeskRequest, targets: readonly string[], now: Temporal.Instant): Leave {
  const left = leave.left.filter((one) => !targets.includes(one));
  const { id, reason, ticket } = leave;
  return {
    writes: [{ do: 'useHelpDeskRequest', request: { ...leave, left, used: leave.used ?? now } }],
    why: { ...(reason !== undefined && { reason }), ...(ticket !== undefined && { ticket }), requestId: id },
  };
}
