import type { FactorStatus } from '../../contract/shared/primitives.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { Owner } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import { requireEnrollable, requireUsable } from '../org/enrollmentRules.ts';
import type { LoadedFactor } from './loadFactor.ts';
import { wrongStatus } from './nextCall.ts';

/** 404 with the next legal call when the factor is not in the status an operation needs (fact 75). */
export function requireStatus(factor: Factor, kind: AnyKind, status: FactorStatus): void {
  if (factor.status !== status) throw wrongStatus(factor, kind);
}

/** A factor that can be activated: it waits for that, and its kind is still switched on and allowed (fact 60). */
export function requirePending({ factor, kind, enrollment }: LoadedFactor): void {
  requireStatus(factor, kind, 'PENDING_ACTIVATION');
  requireEnrollable(enrollment, kind, 'factorActivationRequest');
}

/** A factor that can be used: its user may sign in, it is active, and its kind is switched on and allowed. */
export function requireActive({ user, factor, kind, enrollment }: LoadedFactor): void {
  requireVerifiable(user);
  requireStatus(factor, kind, 'ACTIVE');
  requireUsable(enrollment, kind);
}

/** Only a user who may sign in can be verified (fact 84). */
function requireVerifiable({ id, status }: Owner): void {
  const lifecycle = `/api/v1/users/${id}/lifecycle`;
  if (status === 'LOCKED_OUT') throw fault('userLocked').because(`Unlock the user with POST ${lifecycle}/unlock.`);
  if (status === 'SUSPENDED') {
    throw fault('userNotActive').because(`The user is SUSPENDED; POST ${lifecycle}/unsuspend brings it back.`);
  }
  if (status === 'STAGED') {
    throw fault('userNotActive').because(`The user is STAGED; activate it with POST ${lifecycle}/activate.`);
  }
}

/** A body that repeats what the path names must not name something else. */
export function requireSameKind(
  factor: Factor,
  body: { readonly factorType?: unknown; readonly provider?: unknown },
): void {
  for (const name of ['factorType', 'provider'] as const) {
    if ((body[name] ?? factor[name]) !== factor[name]) {
      throw fault('validation', { subject: name }).because(`${name}: The factor's is ${factor[name]}.`);
    }
  }
}
