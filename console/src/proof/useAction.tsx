import { ApiError, type Client } from '@cofactor/client';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { ProveAgain } from './ProveAgain.tsx';

interface ActionState<Input> {
  readonly start: (input: Input) => void;
  readonly isPending: boolean;
  /** Null while there is none, and where a proof is all that is lacking. */
  readonly error: Error | null;
  /** Asks the administrator to prove themselves, where the service wants that first; then the action goes on with its input. */
  readonly proof: ReactNode;
}

/** An action: all that is kept under the key of what it changes is read anew afterwards, also when it failed halfway. */
export function useAction<Result, Input = void>(
  key: QueryKey,
  run: (client: Client, input: Input) => Promise<Result>,
  { done }: { readonly done: (result: Result, input: Input) => void },
): ActionState<Input> {
  const { client } = useAccess();
  const queries = useQueryClient();
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (input: Input) => run(client, input),
    onSuccess: (result, input) => done(result, input),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
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
