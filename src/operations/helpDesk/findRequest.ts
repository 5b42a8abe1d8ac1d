import type { Caller } from '../../contract/shared/operation.ts';
import { type HelpDeskRequest, requestStatus } from '../../domain/helpDesk/helpDeskRequest.ts';
import { fault } from '../../domain/values/fault.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { findFactorUser } from '../users/findUser.ts';

/** The user and the request that a path names; a request of another user is not there. */
export interface RequestRef {
  readonly userId: string;
  readonly requestId: string;
}

/** A request of a user's, or 404. */
export async function findRequest(
  services: Services,
  { userId: ref, requestId: id }: RequestRef,
  caller: Caller,
): Promise<HelpDeskRequest> {
  const { id: userId } = await findFactorUser(services, ref, caller);
  const found = (await services.store.helpDesk.ofUser(userId)).find((request) => request.id === id);
  if (found) return found;
  throw fault('notFound', { id, type: 'HelpDeskRequest' }).because(
    `It was replaced by a newer one, or is of another user: POST /api/v1/users/${userId}/help-desk-requests asks anew.`,
  );
}

/** Refuses to go on with a request that does not wait for anybody. */
export function requireWaiting(request: HelpDeskRequest, now: Temporal.Instant): void {
  const status = requestStatus(request, now);
  if (status === 'WAITING') return;
  throw fault('forbidden')
    .because(
      status === 'APPROVED'
        ? 'It is approved already: do now what was asked for.'
        : `It is over: ${status}. POST /api/v1/users/${request.userId}/help-desk-requests asks anew.`,
    )
    .hinting({ reason: status });
}

/**
 * Writes down that a request was approved or denied; undefined `decidedBy`: by the user themselves. One that waits no more is
 * 403 for who acts on it; for a `reader`, who may be the second to hear the same answer, it is as it stands.
 */
export function settle(
  services: Services,
  ref: RequestRef,
  caller: Caller,
  { status, decidedBy }: Pick<HelpDeskRequest, 'status' | 'decidedBy'>,
  by: 'reader' | 'actor' = 'actor',
): Promise<HelpDeskRequest> {
  return untilWritten('request', async () => {
    const now = services.now();
    const before = await findRequest(services, ref, caller);
    if (by === 'reader' && requestStatus(before, now) !== 'WAITING') return before;
    requireWaiting(before, now);
    const request = { ...before, status, ...(decidedBy !== undefined && { decidedBy }) };
    const { userId, factorId, action, approval, id } = request;
    const event = status === 'APPROVED' ? 'cofactor.help_desk.approve' : 'cofactor.help_desk.deny';
    const detail = { action, approval, requestId: id };
    const applied = await services.store.apply([
      { do: 'saveHelpDeskRequest', request },
      logEntry({ caller, now }, { event, userId, factorId, detail }),
    ]);
    return applied === 'done' ? { ...request, version: request.version + 1 } : undefined;
  });
}
