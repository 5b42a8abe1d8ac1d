import type { Client } from '@cofactor/client';
import { queryOptions } from '@tanstack/react-query';

/** The key under which everything about a person is kept, so that an action can have all of it read anew. */
export const personKey = (userId: string) => ['person', userId] as const;

export const readUser = (client: Client, userId: string) =>
  queryOptions({
    queryKey: [...personKey(userId), 'user'],
    queryFn: ({ signal }) => client.getUser({ userId }, { signal }),
  });

export const readGroups = (client: Client, userId: string) =>
  queryOptions({
    queryKey: [...personKey(userId), 'groups'],
    queryFn: ({ signal }) => client.listUserGroups({ userId }, { signal }),
  });

/** The factors, ours beyond Okta's among them. */
export const readFactors = (client: Client, userId: string) =>
  queryOptions({
    queryKey: [...personKey(userId), 'factors'],
    queryFn: ({ signal }) => client.listFactors({ userId, extensions: true }, { signal }),
  });

export const readDevices = (client: Client, userId: string, factorId: string) =>
  queryOptions({
    queryKey: [...personKey(userId), 'devices', factorId],
    queryFn: ({ signal }) => client.listFactorDevices({ userId, factorId }, { signal }),
  });

/** The diagnosis and the timeline. */
export const readExplanation = (client: Client, userId: string) =>
  queryOptions({
    queryKey: [...personKey(userId), 'explanation'],
    queryFn: ({ signal }) => client.explainUser({ userId }, { signal }),
  });
