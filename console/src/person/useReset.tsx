import type { Factor, User } from '@cofactor/client';
import { type ReactNode, useCallback, useState } from 'react';
import { COLLEAGUE } from '../helpDesk/ApproverChoice.tsx';
import { Leave } from '../helpDesk/Leave.tsx';
import { askLeave, type HelpDeskRequest } from '../helpDesk/requests.ts';
import { useAction } from '../proof/useAction.tsx';
import { personKey } from './readPerson.ts';
import { removeFactors } from './removeFactors.ts';

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

/** A request that somebody is to approve. */
interface Asked {
  readonly request: HelpDeskRequest;
  /** The approver and the factors it was asked for. */
  readonly act: string;
  /** The user reads a code out. */
  readonly readsCode: boolean;
  readonly isOver?: boolean;
}

interface ResetState {
  readonly start: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** A colleague is being asked for this very reset: asking again would throw their approval away. */
  readonly isWaiting: boolean;
  /** The step that is still to do before the reset goes on; null when there is none. */
  readonly more: ReactNode;
}

/**
 * A reset of authenticators: with an approval, or a reason, leave is asked for first; once it is there the reset goes on by
 * itself.
 */
export function useReset(wish: Reset, done: (removed: readonly Factor[]) => void): ResetState {
  const { user, going, all, forgetPhones, reason, ticket, approver } = wish;
  const [asked, setAsked] = useState<Asked>();
  const act = JSON.stringify([approver, all || going.map(({ id }) => id)]);
  const prover = wish.factors.find(({ id }) => id === approver);
  const removal = useAction(
    personKey(user.id),
    (client) => removeFactors(client, { userId: user.id, factors: going, all, forgetPhones }),
    { done },
  );
  const asking = useAction(
    personKey(user.id),
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
        else setAsked({ request: given, act, readsCode: prover !== undefined && prover.factorType !== 'push' });
      },
    },
  );
  const { start: remove } = removal;
  const approved = useCallback(() => {
    setAsked(undefined);
    remove();
  }, [remove]);
  const over = useCallback(() => setAsked((before) => before && { ...before, isOver: true }), []);
  const needsLeave = approver !== undefined || reason.trim() !== '' || ticket.trim() !== '';
  return {
    start: needsLeave ? asking.start : remove,
    isPending: asking.isPending || removal.isPending,
    error: removal.error ?? asking.error,
    // A user may have to be asked once more, by another push or code; a colleague has the request before them.
    isWaiting: asked?.request.approval === 'ADMINISTRATOR' && !asked.isOver && asked.act === act,
    more:
      removal.proof ??
      asking.proof ??
      (asked && (
        <Leave
          key={asked.request.id}
          request={asked.request}
          readsCode={asked.readsCode}
          approved={approved}
          over={over}
        />
      )) ??
      null,
  };
}
