import type { Client } from '@cofactor/client';
import { queryOptions } from '@tanstack/react-query';

/** Every purpose of a trusted origin. */
export const purposes = ['CORS', 'REDIRECT'] as const;
export type Purpose = (typeof purposes)[number];

/** A trusted origin as far as the console shows it. */
export interface TrustedOrigin {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly scopes: readonly { readonly type: Purpose }[];
  readonly status: 'ACTIVE' | 'INACTIVE';
}

/** The key under which trusted origins are kept. */
export const ORIGINS = ['origins'] as const;
const PATH = '/api/v1/trustedOrigins';
const ONE = `${PATH}/:trustedOriginId`;

export const listOrigins = (client: Client, q: string) =>
  queryOptions({
    queryKey: [...ORIGINS, q],
    queryFn: ({ signal }) =>
      client.request({ method: 'GET', path: PATH, query: { q: q || undefined } }, { signal }) as Promise<
        readonly TrustedOrigin[]
      >,
    placeholderData: (before) => before,
  });

/** Makes an origin, or has one that is there become as given. */
export const saveOrigin = (
  client: Client,
  id: string | undefined,
  body: Pick<TrustedOrigin, 'name' | 'origin' | 'scopes'>,
): Promise<unknown> =>
  id === undefined
    ? client.request({ method: 'POST', path: PATH, body })
    : client.request({ method: 'PUT', path: ONE, params: { trustedOriginId: id }, body });

/** A step in the life of an origin. */
export const changeOrigin = (
  client: Client,
  trustedOriginId: string,
  step: 'activate' | 'deactivate' | 'delete',
): Promise<unknown> =>
  step === 'delete'
    ? client.request({ method: 'DELETE', path: ONE, params: { trustedOriginId } })
    : client.request({ method: 'POST', path: `${ONE}/lifecycle/${step}`, params: { trustedOriginId } });
