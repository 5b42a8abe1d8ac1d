import type { Link, Links as LinkSet } from '../contract/primitives.ts';

import type { Links, UserLink } from '../domain/links.ts';
import type { User, UserStatus } from '../domain/user.ts';

/** Every HAL link of the service, from what it is and its status. `base` is the public URL, without a slash at its end. */
export function createLinks(base: () => string): Links {
  const users = (userId: string) => `${base()}/api/v1/users/${userId}`;
  const link = (href: string, ...allow: readonly string[]): Link => ({ href, hints: { allow: [...allow] } });
  return {
    absolute: (path) => `${base()}${path}`,

    factor(kind, { id, userId, status }) {
      const self = `${users(userId)}/factors/${id}`;
      const { noVerifyLink, questionsLink } = kind.wire ?? {};
      const user = { user: link(users(userId), 'GET') };
      if (status !== 'PENDING_ACTIVATION') {
        return {
          ...(questionsLink && { questions: link(`${users(userId)}/factors/questions`, 'GET') }),
          self: link(self, 'GET', 'DELETE'),
          ...(!noVerifyLink && { verify: link(`${self}/verify`, 'POST') }),
          ...user,
        };
      }
      return {
        ...(kind.channel && { resend: [{ name: kind.channel, ...link(`${self}/resend`, 'POST') }] }),
        activate: link(`${self}/lifecycle/activate`, 'POST'),
        self: link(self, 'GET'),
        ...user,
      };
    },

    challenge(_kind, { id, userId }) {
      const self = `${users(userId)}/factors/${id}`;
      return { verify: link(`${self}/verify`, 'POST'), factor: link(self, 'GET', 'DELETE') };
    },

    catalogItem: ({ wire }, userId): LinkSet => ({
      ...(wire?.questionsLink && { questions: link(`${users(userId)}/factors/questions`, 'GET') }),
      enroll: link(`${users(userId)}/factors`, 'POST'),
    }),

    user(user, { factors }) {
      const self = users(user.id);
      const action = (path: string): UserLink => ({ href: `${self}${path}`, method: 'POST' });
      const actions = Object.fromEntries(actionsOf(user, factors).map((name) => [name, action(paths[name])]));
      return {
        ...actions,
        schema: { href: `${base()}/api/v1/meta/schemas/user/default` },
        self: { href: self },
        type: { href: `${base()}/api/v1/meta/types/user/default` },
      };
    },
  };
}

const paths = {
  activate: '/lifecycle/activate',
  reactivate: '/lifecycle/reactivate',
  deactivate: '/lifecycle/deactivate',
  delete: '',
  suspend: '/lifecycle/suspend',
  unsuspend: '/lifecycle/unsuspend',
  unlock: '/lifecycle/unlock',
  resetFactors: '/lifecycle/reset_factors',
  resetPassword: '/lifecycle/reset_password',
  expirePassword: '/lifecycle/expire_password',
  changePassword: '/credentials/change_password',
  changeRecoveryQuestion: '/credentials/change_recovery_question',
} as const;
type Action = keyof typeof paths;

/** What can be done with a user of each status (facts 152, 153). */
const byStatus: Readonly<Record<UserStatus, readonly Action[]>> = {
  STAGED: ['activate'],
  PROVISIONED: ['deactivate'],
  ACTIVE: ['suspend', 'expirePassword', 'changePassword', 'deactivate'],
  RECOVERY: ['suspend', 'expirePassword', 'deactivate'],
  PASSWORD_EXPIRED: ['suspend', 'expirePassword', 'changePassword', 'deactivate'],
  LOCKED_OUT: ['unlock', 'deactivate'],
  SUSPENDED: ['unsuspend', 'deactivate'],
  DEPROVISIONED: ['activate'],
};

function actionsOf({ status }: User, factors: boolean): readonly Action[] {
  const actions = byStatus[status];
  return factors && status !== 'DEPROVISIONED' ? [...actions, 'resetFactors'] : actions;
}
