import { USER_SCHEMA_ID, USER_TYPE_ID } from '../../contract/users/user.ts';
import type { User, UserStatus } from '../../domain/users/user.ts';
import type { UserLink } from '../../operations/shared/links.ts';

/** Every link of a user in the order Okta has them; without a path it is no action (fact 150). */
const paths = {
  suspend: '/lifecycle/suspend',
  schema: null,
  unsuspend: '/lifecycle/unsuspend',
  unlock: '/lifecycle/unlock',
  activate: '/lifecycle/activate',
  reactivate: '/lifecycle/reactivate',
  resetPassword: '/lifecycle/reset_password',
  forgotPassword: '/credentials/forgot_password',
  expirePassword: '/lifecycle/expire_password',
  changeRecoveryQuestion: '/credentials/change_recovery_question',
  self: null,
  resetFactors: '/lifecycle/reset_factors',
  type: null,
  changePassword: '/credentials/change_password',
  deactivate: '/lifecycle/deactivate',
} as const;
type Relation = keyof typeof paths;

const always: readonly Relation[] = ['schema', 'self', 'type'];
const active: readonly Relation[] = [
  ...(['suspend', 'resetPassword', 'forgotPassword', 'expirePassword'] as const),
  ...(['changeRecoveryQuestion', 'resetFactors', 'changePassword', 'deactivate'] as const),
];

/** The links of a user in each status: what can be done next (facts 152, 153). */
const byStatus: Readonly<Record<UserStatus, readonly Relation[]>> = {
  STAGED: ['activate', 'resetFactors'],
  PROVISIONED: ['reactivate', 'resetFactors', 'deactivate'],
  ACTIVE: active,
  RECOVERY: ['reactivate', ...active.filter((relation) => relation !== 'forgotPassword')],
  PASSWORD_EXPIRED: active,
  LOCKED_OUT: ['unlock', 'resetPassword', 'resetFactors', 'deactivate'],
  SUSPENDED: ['unsuspend', 'resetFactors', 'deactivate'],
  DEPROVISIONED: ['activate'],
};

const ofPasswords = [
  'resetPassword',
  'forgotPassword',
  'expirePassword',
  'changeRecoveryQuestion',
  'changePassword',
] as const;

/** The links in a reply about one user; some are there only once there is something to use them on (fact 152). */
export function userLinks(
  base: string,
  user: User,
  { factors }: { readonly factors: boolean },
): Record<string, UserLink> {
  const self = `${base}/api/v1/users/${user.id}`;
  const has = new Set([...always, ...byStatus[user.status]]);
  if (!factors) has.delete('resetFactors');
  if (!user.recovery) has.delete('forgotPassword');
  if (user.provider) for (const relation of ofPasswords) has.delete(relation);
  const targets = {
    schema: `${base}/api/v1/meta/schemas/user/${USER_SCHEMA_ID}`,
    self,
    type: `${base}/api/v1/meta/types/user/${USER_TYPE_ID}`,
  };
  const links: [Relation, UserLink][] = (Object.keys(paths) as Relation[])
    .filter((relation) => has.has(relation))
    .map((relation) => {
      const path = paths[relation];
      return [
        relation,
        path === null
          ? { href: targets[relation as keyof typeof targets] }
          : { href: `${self}${path}`, method: 'POST' },
      ];
    });
  return Object.fromEntries(links);
}
