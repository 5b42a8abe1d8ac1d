import type { Operations } from '../../../contract/index.ts';
import type { Caller, Reply } from '../../../contract/shared/operation.ts';
import { statusAt, type Transaction } from '../../../domain/devices/transaction.ts';
import type { FactorRef } from '../../../domain/factors/factor.ts';
import type { AnyOutside } from '../../../domain/factors/outsideRules.ts';
import type { Services } from '../../shared/services.ts';
import { timestamp } from '../../shared/timestamp.ts';
import { describeFactor } from '../describeFactor.ts';
import type { LoadedFactor } from '../loadFactor.ts';
import { askOutside } from '../outside/askOutside.ts';
import { followOutside } from '../outside/followOutside.ts';
import { requirePending } from '../requireStatus.ts';

type Status = Reply<Operations['activateFactor']>;

interface Activating {
  readonly params: FactorRef;
  readonly caller: Caller;
  readonly wishes: object;
}

/** Has an outside service ask for a pending factor, which is ACTIVE once a poll hears that the user said yes. */
export async function activateOutside(
  services: Services,
  outside: AnyOutside,
  first: LoadedFactor,
  { params, caller, wishes }: Activating,
): Promise<Status> {
  const asking = { params, caller, wishes, event: 'cofactor.factor.challenge', require: requirePending } as const;
  const { factor, kind, transaction } = await askOutside(services, outside, first, asking);
  return transaction ? waiting(services, transaction) : describeFactor(services.links, factor, kind);
}

/** The state of such an activation: of the questions that wait, the newest is asked after. */
export async function pollOutsideActivation(services: Services, first: LoadedFactor, caller: Caller): Promise<Status> {
  const { factor, kind } = first;
  if (factor.status === 'ACTIVE') return describeFactor(services.links, factor, kind);
  const ref = { userId: factor.userId, factorId: factor.id };
  const newest = (await services.store.transactions.waiting(ref, services.now())).at(-1);
  if (!newest) return { factorResult: 'TIMEOUT', _links: services.links.activation(factor, undefined) };
  const { loaded, transaction } = await followOutside(services, { loaded: first, transaction: newest }, caller);
  if (loaded.factor.status === 'ACTIVE') return describeFactor(services.links, loaded.factor, loaded.kind);
  if (statusAt(transaction, services.now()) === 'WAITING') return waiting(services, transaction);
  return { factorResult: 'REJECTED', _links: services.links.activation(factor, undefined) };
}

const waiting = (
  { links }: Pick<Services, 'links'>,
  { id, userId, factorId, expires, outside }: Transaction,
): Status => ({
  factorResult: 'WAITING',
  expiresAt: timestamp(expires),
  _links: links.transaction({ id: factorId, userId }, id, outside !== undefined && outside.ticket === undefined),
});
