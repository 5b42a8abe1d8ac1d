import { credentialOf, type HelpDeskRequest, requestStatus } from '../../domain/helpDesk/helpDeskRequest.ts';
import { fault } from '../../domain/values/fault.ts';
import { getFactorTransactionStatus } from '../factors/verify/transactions.ts';
import { verifyFactor } from '../factors/verify/verifyFactor.ts';
import { Created, Page } from '../shared/replies.ts';
import type { Handler, Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { askOwner, numberIn } from './askOwner.ts';
import { describeRequest } from './describeRequest.ts';
import { findRequest, requireWaiting, settle } from './findRequest.ts';

/**
 * The code that the user reads out, for the administrator who asked. It is a verification of their factor: counted before it
 * is looked at, and used up by it. Without a code the user is asked once more.
 */
export const proveHelpDeskRequest: Handler<'proveHelpDeskRequest'> = async (services, { params, body, caller }) => {
  const request = await findRequest(services, params, caller);
  requireWaiting(request, services.now());
  const { userId, factorId, requester } = request;
  if (requester !== credentialOf(caller.principal)) throw notYours();
  if (factorId === undefined) {
    throw fault('forbidden').because('It waits for another administrator, who approves it with …/decision.');
  }
  if (body.passCode === undefined) return askAgain(services, request, { params, caller });
  await verifyFactor(services, {
    params: { userId, factorId },
    query: {},
    body,
    caller: { ...caller, onPhone: true },
  });
  return describeRequest(await settle(services, params, caller, { status: 'APPROVED' }), services.now());
};

/** A request as it stands. The first read after the user answered on their device writes down what they said. */
export const getHelpDeskRequest: Handler<'getHelpDeskRequest'> = async (services, { params, query, caller }) => {
  const request = await findRequest(services, params, caller);
  const { userId, factorId, transactionId } = request;
  const isAsked = factorId !== undefined && transactionId !== undefined;
  if (!isAsked || requestStatus(request, services.now()) !== 'WAITING') return describeRequest(request, services.now());
  const reply = await getFactorTransactionStatus(services, {
    params: { userId, factorId, transactionId },
    query: { ...(query.wait !== undefined && { wait: query.wait }) },
    body: {},
    caller: { ...caller, onPhone: true },
  });
  const { factorResult, _embedded } = bodyOf(reply);
  if (factorResult === 'WAITING') return describeRequest(request, services.now(), numberIn(_embedded));
  // Nobody answered: the user may be asked again.
  if (factorResult === 'TIMEOUT' || factorResult === 'CANCELLED') return describeRequest(request, services.now());
  const status = factorResult === 'SUCCESS' ? 'APPROVED' : 'DENIED';
  const settled = await settle(services, params, caller, { status }, 'reader');
  return describeRequest(settled, services.now());
};

function askAgain(
  services: Services,
  { userId, factorId }: HelpDeskRequest,
  { params, caller }: Pick<Parameters<typeof proveHelpDeskRequest>[1], 'params' | 'caller'>,
) {
  return untilWritten('request', async () => {
    const factors = await services.store.factors.envelopes(userId);
    const factor = factors.find(({ id }) => id === factorId);
    if (!factor) throw fault('notFound', { id: factorId ?? '', type: 'UserFactor' });
    const asked = await askOwner(services, factor, caller);
    const now = services.now();
    const before = await findRequest(services, params, caller);
    requireWaiting(before, now);
    const { transactionId } = asked;
    const request = { ...before, ...(transactionId !== undefined && { transactionId }) };
    const applied = await services.store.apply([{ do: 'saveHelpDeskRequest', request }]);
    return applied === 'done' ? describeRequest(request, now, asked.number) : undefined;
  });
}

function bodyOf<T>(reply: T | Created<T> | Page<unknown>): T {
  if (reply instanceof Page) throw new Error('a transaction is no page');
  return reply instanceof Created ? reply.body : reply;
}

const notYours = () =>
  fault('forbidden').because('Another administrator asked: the user proves themselves to that one alone.');
