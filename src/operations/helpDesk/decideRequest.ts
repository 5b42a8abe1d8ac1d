import type { Caller } from '../../contract/shared/operation.ts';
import { credentialOf, type HelpDeskRequest } from '../../domain/helpDesk/helpDeskRequest.ts';
import { isHelpDesk } from '../../domain/helpDesk/ownFactors.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';
import { describeRequest } from './describeRequest.ts';
import { findRequest, requireWaiting, settle } from './findRequest.ts';

/** The word of a second administrator, who may do themselves what was asked for. */
export const decideHelpDeskRequest: Handler<'decideHelpDeskRequest'> = async (services, { params, body, caller }) => {
  const request = await findRequest(services, params, caller);
  requireWaiting(request, services.now());
  if (request.approval !== 'ADMINISTRATOR') {
    throw fault('forbidden').because('It waits for the user, who proves themselves to the administrator who asked.');
  }
  const decidedBy = secondOf(request, caller);
  const status = body.decision === 'APPROVE' ? 'APPROVED' : 'DENIED';
  return describeRequest(await settle(services, params, caller, { status, decidedBy }), services.now());
};

/** All requests that wait for a second administrator, oldest first. */
export const listHelpDeskRequests: Handler<'listHelpDeskRequests'> = async ({ store, now }) =>
  (await store.helpDesk.waiting(now())).map((request) => describeRequest(request, now()));

/** The person who decides: another than the one who asked, and than the one it is about. */
function secondOf(request: HelpDeskRequest, { principal }: Caller): string {
  const { userId } = principal;
  const refuse = (why: string) => fault('forbidden').because(why).hinting({ reason: 'NOT_A_SECOND' });
  if (userId === undefined) throw refuse('A person has to: sign in, or use a token that has an owner.');
  if (userId === request.requesterUserId || credentialOf(principal) === request.requester) {
    throw refuse('Nobody approves what they asked for themselves: another administrator has to.');
  }
  if (userId === request.userId) throw refuse('Nobody approves what is done to themselves.');
  if (isHelpDesk(principal, request.userId)) throw refuse('Only who may do it without an approval can give one.');
  return userId;
}
