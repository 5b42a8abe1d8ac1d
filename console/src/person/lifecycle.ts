import type { Client, User } from '@cofactor/client';
import type { Action } from '../access/permissions.ts';
import type { TextKey } from '../texts/keys.ts';

/** A step of a person's life that is offered under More Actions. */
export interface LifecycleStep {
  readonly action: Action;
  readonly name: TextKey;
  /** Says what will happen. */
  readonly text: TextKey;
  /** Takes something away. */
  readonly danger?: true;
  readonly run: (client: Client, userId: string) => Promise<unknown>;
}

const unlock: LifecycleStep = {
  action: 'unlockUser',
  name: 'act.unlock',
  text: 'act.unlockText',
  run: (client, userId) => client.unlockUser({ userId }),
};
const suspend: LifecycleStep = {
  action: 'suspendUser',
  name: 'act.suspend',
  text: 'act.suspendText',
  danger: true,
  run: (client, userId) => client.suspendUser({ userId }),
};
const unsuspend: LifecycleStep = {
  action: 'unsuspendUser',
  name: 'act.unsuspend',
  text: 'act.unsuspendText',
  run: (client, userId) => client.unsuspendUser({ userId }),
};
const activate: LifecycleStep = {
  action: 'activateUser',
  name: 'act.activate',
  text: 'act.activateText',
  run: (client, userId) => client.activateUser({ userId, sendEmail: true }),
};

/** The steps that a person in this status can take. */
export function stepsFor(status: User['status']): readonly LifecycleStep[] {
  if (status === 'LOCKED_OUT') return [unlock];
  if (status === 'SUSPENDED') return [unsuspend];
  if (status === 'STAGED' || status === 'DEPROVISIONED') return [activate];
  return status === 'ACTIVE' ? [suspend] : [];
}
