import { type Fault, fault } from '../values/fault.ts';
import type { User, UserStatus } from './user.ts';

/** Everything that can be done with a user and depends on its status. */
export type UserAction =
  | 'activate'
  | 'reactivate'
  | 'deactivate'
  | 'suspend'
  | 'unsuspend'
  | 'unlock'
  | 'resetPassword'
  | 'expirePassword'
  | 'setPassword'
  | 'changePassword'
  | 'changeRecoveryQuestion'
  | 'forgotPassword'
  | 'update';

/** `READY`: ACTIVE with a password or where none is needed, else PROVISIONED. `BACK`: what it was before it was suspended. */
type Outcome = UserStatus | 'SAME' | 'READY' | 'BACK';
type From = Readonly<Partial<Record<UserStatus, Outcome>>>;

const anyLive = {
  STAGED: 'SAME',
  PROVISIONED: 'SAME',
  ACTIVE: 'SAME',
  RECOVERY: 'SAME',
  PASSWORD_EXPIRED: 'SAME',
  LOCKED_OUT: 'SAME',
  SUSPENDED: 'SAME',
} as const satisfies From;

/** The state machine: from which status an action is allowed, and where it leads (facts 151, 162, 164 to 168). */
export const transitions: Readonly<Record<UserAction, From>> = {
  activate: { STAGED: 'READY', DEPROVISIONED: 'READY' },
  reactivate: { PROVISIONED: 'SAME', RECOVERY: 'SAME' },
  deactivate: {
    STAGED: 'DEPROVISIONED',
    PROVISIONED: 'DEPROVISIONED',
    ACTIVE: 'DEPROVISIONED',
    RECOVERY: 'DEPROVISIONED',
    PASSWORD_EXPIRED: 'DEPROVISIONED',
    LOCKED_OUT: 'DEPROVISIONED',
    SUSPENDED: 'DEPROVISIONED',
  },
  suspend: { ACTIVE: 'SUSPENDED', RECOVERY: 'SUSPENDED', PASSWORD_EXPIRED: 'SUSPENDED' },
  unsuspend: { SUSPENDED: 'BACK' },
  unlock: { LOCKED_OUT: 'ACTIVE' },
  resetPassword: { ACTIVE: 'RECOVERY', RECOVERY: 'RECOVERY', PASSWORD_EXPIRED: 'RECOVERY', LOCKED_OUT: 'RECOVERY' },
  expirePassword: { ACTIVE: 'PASSWORD_EXPIRED', RECOVERY: 'PASSWORD_EXPIRED', PASSWORD_EXPIRED: 'PASSWORD_EXPIRED' },
  setPassword: { ...anyLive, PROVISIONED: 'ACTIVE', RECOVERY: 'ACTIVE', PASSWORD_EXPIRED: 'ACTIVE' },
  changePassword: { STAGED: 'SAME', ACTIVE: 'SAME', RECOVERY: 'ACTIVE', PASSWORD_EXPIRED: 'ACTIVE' },
  changeRecoveryQuestion: { STAGED: 'SAME', ACTIVE: 'SAME', RECOVERY: 'SAME', PASSWORD_EXPIRED: 'SAME' },
  forgotPassword: { ACTIVE: 'SAME', PASSWORD_EXPIRED: 'ACTIVE' },
  update: anyLive,
};

const isInactive: ReadonlySet<UserStatus> = new Set(['STAGED', 'PROVISIONED', 'DEPROVISIONED']);

/** The user after an action, its timestamps moved; a fault that names the next legal call when its status forbids it. */
export function advance(user: User, action: UserAction, now: Temporal.Instant): User {
  const outcome = transitions[action][user.status];
  if (outcome === undefined) throw refusal(user, action);
  if (user.provider && ofPasswords.has(action)) throw refusal(user, action);
  const status = resolve(outcome, user);
  const { suspendedFrom, link, ...rest } = user;
  const kept = status === 'SUSPENDED' ? (user.status === 'SUSPENDED' ? suspendedFrom : user.status) : undefined;
  return {
    ...rest,
    status,
    lastUpdated: now,
    ...(status !== user.status && { statusChanged: now }),
    ...(status === 'ACTIVE' && isInactive.has(user.status) && { activated: now }),
    ...(kept !== undefined && { suspendedFrom: kept }),
    ...(link && status !== 'DEPROVISIONED' && { link }),
  };
}

/** A user's password is now another: the status follows, and what a suspended user comes back to as well. */
export function withPassword(user: User, passwordHash: string, action: UserAction, now: Temporal.Instant): User {
  const { link: _used, ...next } = advance(user, action, now);
  return {
    ...next,
    passwordHash,
    passwordChanged: now,
    ...(next.suspendedFrom !== undefined && { suspendedFrom: 'ACTIVE' }),
  };
}

function resolve(outcome: Outcome, { status, passwordHash, provider, suspendedFrom }: User): UserStatus {
  if (outcome === 'SAME') return status;
  if (outcome === 'READY') return passwordHash === undefined && !provider ? 'PROVISIONED' : 'ACTIVE';
  return outcome === 'BACK' ? (suspendedFrom ?? 'ACTIVE') : outcome;
}

const ofPasswords: ReadonlySet<UserAction> = new Set([
  ...(['resetPassword', 'expirePassword', 'setPassword', 'changePassword'] as const),
  ...(['changeRecoveryQuestion', 'forgotPassword'] as const),
]);

function refusal(user: User, action: UserAction): Fault {
  const hint = user.provider
    ? `The user is ${user.status} and of provider ${user.provider}, so there is no password here.`
    : `The user is ${user.status}${nextCall(user)}`;
  switch (action) {
    case 'activate':
      return fault('activationFailed').because(hint);
    case 'unlock':
      return fault('unlockNotAllowed').because(hint);
    case 'suspend':
      return fault('validation', { subject: 'Cannot suspend a user that is not active' }).because(hint);
    case 'unsuspend':
      return fault('validation', { subject: 'Cannot unsuspend a user that is not suspended' }).because(hint);
    case 'changePassword':
      return fault('changePasswordNotAllowed').because(hint);
    case 'changeRecoveryQuestion':
      return fault('changeQuestionNotAllowed').because(hint);
    case 'forgotPassword':
      return fault('forgotPasswordNotAllowed').because(hint);
    default:
      return fault('wrongUserStatus').because(hint);
  }
}

function nextCall({ id, status }: User): string {
  const user = `/api/v1/users/${id}`;
  const setPassword = `: POST ${user} with credentials.password.value makes it ACTIVE.`;
  const next: Readonly<Record<UserStatus, string>> = {
    STAGED: `: POST ${user}/lifecycle/activate activates it.`,
    PROVISIONED: setPassword,
    ACTIVE: ': there is nothing left to do.',
    RECOVERY: setPassword,
    PASSWORD_EXPIRED: setPassword,
    LOCKED_OUT: `: POST ${user}/lifecycle/unlock unlocks it.`,
    SUSPENDED: `: POST ${user}/lifecycle/unsuspend brings it back.`,
    DEPROVISIONED: `: POST ${user}/lifecycle/activate brings it back.`,
  };
  return next[status];
}
