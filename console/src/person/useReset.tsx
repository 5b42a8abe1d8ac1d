import type { Factor, User } from '@cofactor/client';
import { type ReactNode, useCallback, useState } from 'react';
import { COLLEAGUE } from '../helpDesk/ApproverChoice.tsx';
import { Leave } from '../helpDesk/Leave.tsx';
import { askLeave, type HelpDeskRequest } from '../helpDesk/requests.ts';
import { removeFactors } from './removeFactors.ts';
import { useAction } from './useAction.tsx';

interface Reset {
  readonly user: User;
  readonly factors: readonly Factor[];
  readonly going: readonly Factor[];
  readonly all: boolean;
  readonly forgetPhones: boolean;
  readonly reason: string;
  readonly ticket: string;
  /** The id of a factor of the user, or `COLLEAGUE`; absent where nobody needs to approve. */
  readonly approver?: string | undefined;
}

interface ResetState {
  readonly start: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** The step that is still to do before the reset goes on; null when there is none. */
  readonly more: ReactNode;
}

/**
 * A reset of authenticators: with an approval, or a reason, leave is asked for first; once it is there the reset goes on by
 * itself.
 */
export function useReset(wish: Reset, done: (removed: readonly Factor[]) => void): ResetState {
  const { user, going, all, forgetPhones, reason, ticket, approver } = wish;
  const [request, setRequest] = useState<HelpDeskRequest>();
  const removal = useAction(
    user.id,
    (client) => removeFactors(client, { userId: user.id, factors: going, all, forgetPhones }),
    { done },
  );
  const asking = useAction(
    user.id,
    (client) =>
      askLeave(client, {
        userId: user.id,
        factorIds: all ? undefined : going.map(({ id }) => id),
        reason,
        ticket,
        ...(approver !== undefined && {
          approver: approver === COLLEAGUE ? { approval: 'ADMINISTRATOR' } : { approval: 'OWNER', factorId: approver },
        }),
      }),
    {
      done: (given) => {
        if (given.status === 'APPROVED') removal.start();
        else setRequest(given);
      },
    },
  );
  const { start: remove } = removal;
  const approved = useCallback(() => {
    setRequest(undefined);
    remove();
  }, [remove]);
  const prover = wish.factors.find(({ id }) => id === approver);
  const needsLeave = approver !== undefined || reason.trim() !== '' || ticket.trim() !== '';
  return {
    start: needsLeave ? asking.start : remove,
    isPending: asking.isPending || removal.isPending,
    error: removal.error ?? asking.error,
    more:
      removal.proof ??
      asking.proof ??
      (request && (
        <Leave
          key={request.id}
          request={request}
          readsCode={prover !== undefined && prover.factorType !== 'push'}
          approved={approved}
        />
      )) ??
      null,
  };
}
