import type { Links } from '../../operations/shared/links.ts';
import { accessLinks } from './accessLinks.ts';
import { factorLinks } from './factorLinks.ts';
import { link } from './link.ts';
import { oauthLinks } from './oauthLinks.ts';
import { orgLinks } from './orgLinks.ts';
import { userLinks } from './userLinks.ts';

/** Every HAL link of the service, from what it is and its status. `base` is the public URL, without a slash at its end. */
export function createLinks(base: () => string): Links {
  const users = (userId: string) => `${base()}/api/v1/users/${userId}`;
  return {
    access: accessLinks(base),
    org: orgLinks(base),
    oauth: oauthLinks(base),
    absolute: (path) => `${base()}${path}`,

    ...factorLinks(base),

    user: (user, extras) => userLinks(base(), user, extras),
    yubikey({ id, holder }) {
      const self = `${base()}/api/v1/org/factors/yubikey_token/tokens/${id}`;
      if (!holder) return { self: link(self, 'GET', 'DELETE') };
      const user = users(holder.userId);
      return {
        self: link(self, 'GET'),
        user: link(user, 'GET'),
        deactivate: link(`${user}/factors/${holder.factorId}`, 'DELETE'),
      };
    },

    message: ({ userId, factorId }) => ({
      user: link(users(userId), 'GET'),
      ...(factorId !== '' && { factor: link(`${users(userId)}/factors/${factorId}`, 'GET') }),
      messages: link(`${users(userId)}/messages`, 'GET'),
      explain: link(`${users(userId)}/explain`, 'GET'),
    }),

    listedUser: ({ id }) => ({ self: { href: users(id) } }),
  };
}
