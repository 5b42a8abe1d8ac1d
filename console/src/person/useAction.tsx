import { ApiError, type Client } from '@cofactor/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { ProveAgain } from '../proof/ProveAgain.tsx';
import { personKey } from './readPerson.ts';

interface ActionState<Input> {
  readonly start: (input: Input) => void;
  readonly isPending: boolean;
  /** Null while there is none, and where a proof is all that is lacking. */
  readonly error: Error | null;
  /** Asks the administrator to prove themselves, where the service wants that first; then the action goes on with its input. */
  readonly proof: ReactNode;
}

/** An action on a person: all that is shown of them is read anew afterwards, also when it failed halfway. */
export function useAction<Result, Input = void>(
  userId: string,
  run: (client: Client, input: Input) => Promise<Result>,
  { done }: { readonly done: (result: Result, input: Input) => void },
): ActionState<Input> {
  const { client } = useAccess();
  const queries = useQueryClient();
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (input: Input) => run(client, input),
    onSuccess: (result, input) => done(result, input),
    onSettled: () => queries.invalidateQueries({ queryKey: personKey(userId) }),
  });
  const start = useCallback((input: Input) => mutate(input), [mutate]);
  const needsProof = error instanceof ApiError && error.reason === 'PROOF_NEEDED';
  return {
    start,
    isPending,
    error: needsProof ? null : error,
    proof: needsProof ? <ProveAgain proven={() => start(variables as Input)} /> : null,
  };
}
