import type { Client, Page } from '@cofactor/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

/** A service app as far as the console shows it. */
export interface ServiceApp {
  readonly id: string;
  readonly label: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly created: string;
}

interface Grant {
  readonly id: string;
  readonly scopeId: string;
}

/** The key under which everything about service apps is kept. */
export const APPS = ['apps'] as const;
const PATH = '/api/v1/apps';
const ROWS = 25;

/** Service apps whose label begins with the words, a page at a time. */
export const listApps = (client: Client, q: string) =>
  infiniteQueryOptions({
    queryKey: [...APPS, q],
    queryFn: async ({ pageParam: after, signal }): Promise<Page<ServiceApp>> => {
      const list = client.list(
        { method: 'GET', path: PATH, query: { q: q || undefined, limit: ROWS, after } },
        { signal },
      );
      for await (const page of list.pages() as AsyncIterable<Page<ServiceApp>>) return page;
      return { items: [], after: undefined };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ after }: Page<ServiceApp>) => after,
    placeholderData: (before) => before,
  });

/** The scopes that an app was granted. */
export const listGrants = (client: Client, appId: string) =>
  queryOptions({
    queryKey: [...APPS, 'grants', appId],
    queryFn: ({ signal }) =>
      client.request({ method: 'GET', path: `${PATH}/:appId/grants`, params: { appId } }, { signal }) as Promise<
        readonly Grant[]
      >,
  });

/** Gives the scopes that are wanted and not there, and takes back the others. */
export async function setScopes(
  client: Client,
  appId: string,
  { grants, wanted }: { readonly grants: readonly Grant[]; readonly wanted: ReadonlySet<string> },
): Promise<void> {
  const held = new Set(grants.map(({ scopeId }) => scopeId));
  // Taking back comes first: what stops halfway leaves the app with less, not with more.
  for (const { id: grantId, scopeId } of grants) {
    if (wanted.has(scopeId)) continue;
    await client.request({ method: 'DELETE', path: `${PATH}/:appId/grants/:grantId`, params: { appId, grantId } });
  }
  for (const scopeId of wanted) {
    if (held.has(scopeId)) continue;
    await client.request({ method: 'POST', path: `${PATH}/:appId/grants`, params: { appId }, body: { scopeId } });
  }
}

/** A new app: how it proves itself, and whether its tokens are bound to a key (RFC 9449). */
export interface NewApp {
  readonly label: string;
  readonly keys: { readonly jwks: object } | { readonly jwks_uri: string };
  readonly bound: boolean;
}

export const createApp = (client: Client, { label, keys, bound }: NewApp): Promise<unknown> =>
  client.request({
    method: 'POST',
    path: PATH,
    body: {
      name: 'oidc_client',
      label,
      signOnMode: 'OPENID_CONNECT',
      credentials: { oauthClient: { token_endpoint_auth_method: 'private_key_jwt' } },
      settings: {
        oauthClient: {
          application_type: 'service',
          grant_types: ['client_credentials'],
          response_types: ['token'],
          dpop_bound_access_tokens: bound,
          ...keys,
        },
      },
    },
  });

/** A step in the life of an app. */
export const changeApp = (
  client: Client,
  appId: string,
  step: 'activate' | 'deactivate' | 'delete',
): Promise<unknown> =>
  step === 'delete'
    ? client.request({ method: 'DELETE', path: `${PATH}/:appId`, params: { appId } })
    : client.request({ method: 'POST', path: `${PATH}/:appId/lifecycle/${step}`, params: { appId } });
