import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import { type HelpDeskRequest, requestStatus } from '../../domain/helpDesk/helpDeskRequest.ts';
import { timestamp } from '../shared/timestamp.ts';

type Resource = Reply<Operations['getHelpDeskRequest']>;

/** A request as the wire shows it; `number` is the one that the user is to pick. */
export function describeRequest(request: HelpDeskRequest, now: Temporal.Instant, number?: number): Resource {
  const { id, userId, action, factorIds, approval, factorId, requester, requesterUserId, decidedBy } = request;
  const { reason, ticket, created, expires, used } = request;
  return {
    id,
    userId,
    action,
    ...(action === 'REMOVE_FACTORS' && { factorIds: [...factorIds] }),
    status: requestStatus(request, now),
    approval,
    ...(factorId !== undefined && { factorId }),
    ...(number !== undefined && { number }),
    requestedBy: requesterUserId ?? requester.slice(requester.indexOf(':') + 1),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
    created: timestamp(created),
    expires: timestamp(expires),
    ...(used && { used: timestamp(used) }),
  };
}
