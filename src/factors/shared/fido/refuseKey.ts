import type { FactorView } from '../../../domain/factors/context.ts';
import { type Refused, refuse } from '../../../domain/factors/decision.ts';
import { keyCauses, type Wrong } from '../../../domain/fido/wrong.ts';
import type { User } from '../../../domain/users/user.ts';
import { fault } from '../../../domain/values/fault.ts';

/** Refuses what a key sent, with the next legal call where there is one. */
export function refuseKey(
  { reason, was = '' }: Wrong,
  { id, status }: Pick<FactorView<unknown>, 'id' | 'status'>,
  user: Pick<User, 'id'>,
): Refused<never> {
  const factors = `/api/v1/users/${user.id}/factors`;
  const again =
    status === 'PENDING_ACTIVATION'
      ? `start over with POST ${factors}, which takes this factor's place`
      : `ask for a new one with POST ${factors}/${id}/verify and no body`;
  // What a page or a key says is shown, but nothing in it that would hide or turn the text around it.
  const shown = was.slice(0, 200).replace(/\p{C}/gu, '?');
  const cause = keyCauses[reason].replace('{was}', () => shown).replace('{again}', again);
  return refuse(fault('invalidPasscode').because(cause), reason);
}
