import type { Caller } from '../../contract/shared/operation.ts';
import { type KnownName, namesOf, requesterOf } from '../../domain/budgets/requester.ts';
import type { Transaction, TransactionRef } from '../../domain/devices/transaction.ts';
import type { FactorView } from '../../domain/factors/context.ts';
import type { Factor, FactorRef } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { EnrollmentSettings } from '../../domain/org/enrollmentSettings.ts';
import type { Owner } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import { kindOf } from '../../factors/index.ts';
import { compiledSchema } from '../shared/compiledSchema.ts';
import type { Services } from '../shared/services.ts';
import { type Asking, findUser, refuseDeprovisioned, USER_ID } from '../users/findUser.ts';
import { nextCallFor } from './nextCall.ts';

/** All factors of the user a path names, and what is switched on and allowed. */
export async function loadFactors(
  services: Pick<Services, 'store'>,
  ref: string,
  caller: Asking,
): Promise<{ readonly factors: readonly Factor[]; readonly enrollment?: EnrollmentSettings }> {
  const { store } = services;
  let found = USER_ID.test(ref) ? await store.factors.ofUser(ref) : undefined;
  let id = ref;
  if (!found) {
    ({ id } = await findUser(services, ref, caller));
    found = await store.factors.ofUser(id);
  }
  if (!found) throw fault('notFound', { id: ref, type: 'User' });
  refuseDeprovisioned({ id, status: found.userStatus }, ref);
  return found;
}

export interface LoadedFactor {
  readonly user: Owner;
  readonly factor: Factor;
  readonly kind: AnyKind;
  readonly view: FactorView<unknown>;
  /** The settings of what is switched on and allowed; undefined while nobody has changed them. */
  readonly enrollment: EnrollmentSettings | undefined;
  /** Those names of the requester that the user knows (`requesterOf`); none where nobody asked. */
  readonly known: readonly KnownName[];
}

/** A factor of a user, with its kind and its state read back; or 404 with what became of it. */
export async function loadFactor(
  services: Services,
  { userId: ref, factorId }: FactorRef,
  caller: Caller,
): Promise<LoadedFactor> {
  const { store } = services;
  let found = USER_ID.test(ref) ? await store.factors.find({ userId: ref, factorId }, namesOf(ref, caller)) : undefined;
  if (!found) {
    const user = await findUser(services, ref, caller);
    found = (await store.factors.find({ userId: user.id, factorId }, namesOf(user.id, caller))) ?? { user };
  }
  const { user, factor, enrollment, known = [] } = found;
  refuseDeprovisioned(user, ref);
  if (!factor) {
    const former = await store.factors.former({ userId: user.id, factorId });
    throw fault('notFound', { id: factorId, type: 'UserFactor' })
      .because(nextCallFor(user.id, former))
      .hinting({ reason: former?.fate.toUpperCase() ?? 'NO_SUCH_FACTOR' });
  }
  const read = readBack(factor);
  const { meets } = read.kind.challenge ?? {};
  if (!meets) return { user, factor, enrollment, known, ...read };
  const state = meets(read.view.state, requesterOf(user.id, caller, known, services.now()));
  return { user, factor, enrollment, known, ...read, view: { ...read.view, state } };
}

/** The shape of a transaction's id. */
const TRANSACTION_ID = /^v2mst\.[\w-]{22}$/;

/** A transaction of a factor of a user's, with that factor: 404 unless all three belong together (fact 97). */
export async function loadTransaction(
  services: Services,
  { userId: ref, factorId, transactionId }: TransactionRef,
  caller: Caller,
): Promise<{ readonly loaded: LoadedFactor; readonly transaction: Transaction }> {
  const userId = USER_ID.test(ref) ? ref : (await findUser(services, ref, caller)).id;
  const found = TRANSACTION_ID.test(transactionId)
    ? await services.store.transactions.find({ userId, factorId, transactionId })
    : undefined;
  const { factor, user, enrollment, transaction } = found ?? {};
  // What became of the factor says more than that its transactions are gone.
  if (!factor || !user)
    return loadFactor(services, { userId: ref, factorId }, caller).then(() => nowhere(transactionId));
  refuseDeprovisioned(user, ref);
  if (!transaction) return nowhere(transactionId);
  return { loaded: { user, factor, enrollment, known: [], ...readBack(factor) }, transaction };
}

function nowhere(id: string): never {
  throw fault('notFound', { id, type: 'Transaction' }).because(
    'The factor has no such transaction, or it was long ago.',
  );
}

/** The kind of a stored factor and the view of it that kind may have. */
export function readBack(factor: Factor): { readonly kind: AnyKind; readonly view: FactorView<unknown> } {
  const kind = kindOf(factor.factorType, factor.provider);
  if (!kind) throw new Error(`factor ${factor.id} has unknown kind ${factor.factorType}/${factor.provider}`);
  if (!compiledSchema(kind.state).Check(factor.state))
    throw new Error(`the state of factor ${factor.id} is not of its kind`);
  return { kind, view: { id: factor.id, status: factor.status, state: factor.state } };
}
