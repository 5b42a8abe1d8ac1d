import type { HelpDeskRequestBody } from '../../contract/helpDesk/helpDesk.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import {
  coolingUntil,
  credentialOf,
  type HelpDeskRequest,
  isGivenFor,
  targetsOf,
} from '../../domain/helpDesk/helpDeskRequest.ts';
import { isHelpDesk, provingFactors, takesFromOwner } from '../../domain/helpDesk/ownFactors.ts';
import { type HelpDeskPolicy, helpDeskPolicyOf } from '../../domain/org/helpDeskPolicy.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { isGiven } from '../factors/helpDesk/admitHelpDesk.ts';
import { coolingOff } from '../factors/helpDesk/refusals.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler } from '../shared/services.ts';
import { findFactorUser } from '../users/findUser.ts';
import { askOwner } from './askOwner.ts';
import { describeRequest } from './describeRequest.ts';

type Envelope = Omit<Factor, 'state' | 'version'>;

/**
 * Asks for leave to act on a user. What needs no approval has it at once; else the user, or another administrator, is asked. An
 * administrator who has approved it already is not asked again.
 */
export const createHelpDeskRequest: Handler<'createHelpDeskRequest'> = async (services, { params, body, caller }) => {
  const { store } = services;
  const now = services.now();
  const user = await findFactorUser(services, params.userId, caller);
  const factors = await store.factors.envelopes(user.id);
  const policy = helpDeskPolicyOf(await store.enrollment.read());
  const act = { userId: user.id, action: body.action, factorIds: chosen(user.id, body, factors) };
  const left = targetsOf(act.action, act.factorIds);
  const isGuarded = isHelpDesk(caller.principal, user.id);
  const takes = takesFromOwner(act.action, left, factors, isGiven);
  const isNeeded = isGuarded && policy.status === 'ACTIVE' && takes;
  requireWords(body, isGuarded && wantsReason(policy, isNeeded));
  const approval = isNeeded ? body.approval : 'NOT_NEEDED';
  if (approval === undefined) throw noApprover(factors);
  const prover = approval === 'OWNER' ? proverOf(body, factors) : undefined;
  const requests = await store.helpDesk.ofUser(user.id);
  const given = isNeeded ? requests.find((one) => isGivenFor(one, act, caller.principal, now)) : undefined;
  if (given) return describeRequest(given, now);
  if (prover) {
    const until = coolingUntil(requests, policy.coolingOffHours, now);
    if (until) throw coolingOff(act, until);
  }
  const asked = prover && (await askOwner(services, prover, caller));
  const { principal } = caller;
  const request: HelpDeskRequest = {
    ...act,
    id: services.newId('hdr'),
    left,
    status: isNeeded ? 'WAITING' : 'APPROVED',
    approval,
    ...(prover && { factorId: prover.id }),
    ...(asked?.transactionId !== undefined && { transactionId: asked.transactionId }),
    requester: credentialOf(principal),
    ...(principal.userId !== undefined && { requesterUserId: principal.userId }),
    ...(body.reason !== undefined && { reason: body.reason.trim() }),
    ...(body.ticket !== undefined && { ticket: body.ticket.trim() }),
    created: now,
    expires: now.add({ minutes: policy.requestMinutes }),
    version: 1,
  };
  const { reason, ticket } = request;
  const why = {
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
    requestId: request.id,
  };
  const detail = { action: act.action, approval };
  const said = { event: 'cofactor.help_desk.request', userId: user.id, factorId: prover?.id, detail } as const;
  const applied = await store.apply([{ do: 'insertHelpDeskRequest', request }, logEntry({ caller, now, why }, said)]);
  if (applied !== 'done') throw fault('tooManyRequests').because('The user is being changed; try again.');
  return describeRequest(request, now, asked?.number);
};

const wantsReason = ({ reason }: HelpDeskPolicy, isNeeded: boolean): boolean =>
  reason === 'ALWAYS' || (reason === 'WITH_APPROVAL' && isNeeded);

/** The factors to remove, which the user must have. */
function chosen(
  userId: string,
  { action, factorIds }: HelpDeskRequestBody,
  factors: readonly Envelope[],
): readonly string[] {
  if ((action === 'REMOVE_FACTORS') !== (factorIds !== undefined)) {
    throw fault('validation', { subject: 'factorIds' }).because(
      'factorIds: Name the factors with REMOVE_FACTORS alone.',
    );
  }
  for (const id of factorIds ?? []) {
    if (factors.some((factor) => factor.id === id)) continue;
    throw fault('notFound', { id, type: 'UserFactor' }).because(`GET /api/v1/users/${userId}/factors lists them.`);
  }
  return [...new Set(factorIds)];
}

/** Printable words: they are shown to whoever reads the log. */
function requireWords(body: HelpDeskRequestBody, isReasonWanted: boolean): void {
  for (const field of ['reason', 'ticket'] as const) {
    const text = body[field];
    if (text === undefined && !(field === 'reason' && isReasonWanted)) continue;
    if (text !== undefined && text.trim() !== '' && !/\p{Cc}/u.test(text) && text.isWellFormed()) continue;
    throw fault('validation', { subject: field }).because(
      `${field}: ${text === undefined ? 'The field cannot be left blank' : 'Printable characters, on one line'}`,
    );
  }
}

/** The factor by which the user proves themselves: an active one that they can approve with or read out. */
function proverOf({ factorId }: HelpDeskRequestBody, factors: readonly Envelope[]): Envelope {
  const proving = provingFactors(factors);
  const prover = proving.find(({ id }) => id === factorId);
  if (prover) return prover;
  throw fault('validation', { subject: 'factorId' }).because(`factorId: ${choices(proving)}`);
}

const noApprover = (factors: readonly Envelope[]): Fault =>
  fault('validation', { subject: 'approval' }).because(
    `approval: Send OWNER with a factorId, or ADMINISTRATOR. ${choices(provingFactors(factors))}`,
  );

const choices = (proving: readonly Envelope[]): string =>
  proving.length === 0
    ? 'The user has no factor that can be approved or read out on the phone: send approval ADMINISTRATOR.'
    : `The user can prove themselves by ${proving.map(({ id, factorType }) => `${id} (${factorType})`).join(', ')}.`;
