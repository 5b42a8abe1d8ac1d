import { ApiError, type Client } from '@cofactor/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { ProveAgain } from '../proof/ProveAgain.tsx';
import { personKey } from './readPerson.ts';

interface ActionState {
  readonly start: () => void;
  readonly isPending: boolean;
  /** Null while there is none, and where a proof is all that is lacking. */
  readonly error: Error | null;
  /** Asks the administrator to prove themselves, where the service wants that first; then the action goes on. */
  readonly proof: ReactNode;
}

/** An action on a person: all that is shown of them is read anew afterwards, also when it failed halfway. */
export function useAction<Result>(
  userId: string,
  run: (client: Client) => Promise<Result>,
  { done }: { readonly done: (result: Result) => void },
): ActionState {
  const { client } = useAccess();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => run(client),
    onSuccess: done,
    onSettled: () => queries.invalidateQueries({ queryKey: personKey(userId) }),
  });
  const start = useCallback(() => mutate(), [mutate]);
  const needsProof = error instanceof ApiError && error.reason === 'PROOF_NEEDED';
  return {
    start,
    isPending,
    error: needsProof ? null : error,
    proof: needsProof ? <ProveAgain proven={start} /> : null,
  };
}
