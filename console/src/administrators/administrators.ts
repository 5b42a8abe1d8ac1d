import { ApiError, type Client, type Page, type User } from '@cofactor/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Role } from '../access/permissions.ts';

/** A role that somebody holds. */
export interface HeldRole {
  readonly id: string;
  readonly type: Role;
}

/** A person who holds roles. */
export interface Administrator {
  readonly user: User;
  readonly roles: readonly HeldRole[];
}

interface Holders {
  readonly value: readonly { readonly id: string }[];
  readonly _links: { readonly next?: { readonly href: string } };
}

/** The key under which administrators are kept. */
export const ADMINISTRATORS = ['administrators'] as const;
const ROWS = 25;
const ROLES = '/api/v1/users/:userId/roles';

/** The people who hold roles, a page at a time. */
export const listAdministrators = (client: Client) =>
  infiniteQueryOptions({
    queryKey: ADMINISTRATORS,
    queryFn: ({ pageParam: after, signal }) => readPage(client, after, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ after }: Page<Administrator>) => after,
  });

async function readPage(client: Client, after: string | undefined, signal: AbortSignal): Promise<Page<Administrator>> {
  const query = { limit: ROWS, after };
  const { value, _links } = (await client.request(
    { method: 'GET', path: '/api/v1/iam/assignees/users', query },
    { signal },
  )) as Holders;
  const read = value.map(({ id }) => readAdministrator(client, id, signal));
  const next = _links.next && new URL(_links.next.href).searchParams.get('after');
  return { items: (await Promise.all(read)).filter((one) => one !== undefined), after: next ?? undefined };
}

/** A person with their roles; undefined for one who was deleted since the page was read. */
async function readAdministrator(
  client: Client,
  userId: string,
  signal: AbortSignal,
): Promise<Administrator | undefined> {
  try {
    const [user, roles] = await Promise.all([
      client.getUser({ userId }, { signal }),
      client.request({ method: 'GET', path: ROLES, params: { userId } }, { signal }) as Promise<readonly HeldRole[]>,
    ]);
    return { user, roles };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

/** Gives a role to the user with an id or a login. */
export const giveRole = (client: Client, userId: string, type: Role): Promise<unknown> =>
  client.request({ method: 'POST', path: ROLES, params: { userId }, body: { type } });

/** Takes a role from a user. */
export const takeRole = (client: Client, userId: string, roleId: string): Promise<unknown> =>
  client.request({ method: 'DELETE', path: `${ROLES}/:roleId`, params: { userId, roleId } });
