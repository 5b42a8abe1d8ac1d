import type { AccessLinks } from '../../operations/shared/links.ts';
import { link } from './link.ts';

/** Links of roles and API tokens. */
export function accessLinks(base: () => string): AccessLinks {
  const user = (id: string) => `${base()}/api/v1/users/${id}`;
  return {
    role: (userId) => ({ assignee: { href: user(userId) } }),
    roleHolder: (id) => ({ self: { href: user(id) }, roles: { href: `${user(id)}/roles` } }),
    nextRoleHolders: (after, limit) => ({
      next: { href: `${base()}/api/v1/iam/assignees/users?after=${after}&limit=${limit}` },
    }),
    apiToken: (id, ownerId) => ({
      self: link(`${base()}/api/v1/api-tokens/${id}`, 'GET', 'DELETE'),
      ...(ownerId !== undefined && { user: link(user(ownerId), 'GET') }),
    }),
  };
}
