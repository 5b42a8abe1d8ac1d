import type { Factor, FormerFactor } from '../../domain/factors/factor.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';

const factorsOf = (userId: string) => `/api/v1/users/${userId}/factors`;

/** For a caller who holds the id of a factor that is gone: what became of it and where to go on. */
export function nextCallFor(userId: string, former: FormerFactor | undefined): string {
  const list = factorsOf(userId);
  if (!former) return `The user has no such factor; GET ${list} lists those it has.`;
  switch (former.fate) {
    case 'activated':
      return `The factor is ACTIVE and got a new id when it was activated: ${former.successor}; go on with POST ${list}/${former.successor}/verify.`;
    case 'replaced':
      return `The factor was replaced by a newer enrollment: ${former.successor}; GET ${list}/${former.successor} shows how to go on.`;
    default:
      return `The factor was removed at ${former.at.toString({ smallestUnit: 'second' })}; to have one again call POST ${list}.`;
  }
}

/** An operation that this factor's status does not allow; the one place where fact 75 is decided: 404. */
export function wrongStatus({ id, userId, status }: Factor, { messages, contract, devices }: AnyKind): Fault {
  const self = `${factorsOf(userId)}/${id}`;
  const joining = `The factor is PENDING_ACTIVATION until a device activates it: ask with POST ${self}/lifecycle/activate, or send the link with POST ${self}/lifecycle/activate/email.`;
  const pending = `The factor is PENDING_ACTIVATION: finish with POST ${self}/lifecycle/activate and ${'passCode' in fieldsOf(contract.answer) ? 'the passCode' : 'the answer'}${
    messages ? `, or ask for a new one with POST ${self}/resend` : ''
  }, or start over with DELETE ${self}.`;
  const active = `The factor is already ACTIVE: use POST ${self}/verify.`;
  return fault('notFound', { id, type: 'UserFactor' })
    .because(
      status === 'PENDING_ACTIVATION'
        ? devices
          ? joining
          : pending
        : status === 'ACTIVE'
          ? active
          : `The factor is ${status}.`,
    )
    .hinting({ reason: status });
}

const fieldsOf = (schema: object): object => (schema as { readonly properties?: object }).properties ?? {};
