import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut } from '../access/signedOut.ts';

/** Keeps what was asked; `over` is told when the service says that the session has ended. */
export function createQueries(over: () => void): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) over();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // The client repeats what may be repeated; a person's page is looked at while others change it.
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}
