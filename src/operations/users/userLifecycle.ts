import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { mayAct } from '../../domain/access/tokenGrant.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { advance, type UserAction } from '../../domain/users/userLifecycle.ts';
import { lastSuperAdmin, notOneself } from '../shared/accessRefusals.ts';
import type { Services } from '../shared/services.ts';
import { changeUser } from './changeUser.ts';

interface StepInput {
  readonly params: { readonly userId: string };
  readonly caller: Caller;
}

/** A step of a user's life that needs nothing but the user; the reply is always `{}` (facts 164, 168). */
const step =
  (action: UserAction, event: EventType) =>
  async (services: Services, { params, caller }: StepInput): Promise<Record<never, never>> => {
    const now = services.now();
    await changeUser(services, { ref: params.userId, caller, now }, (user) => {
      const after = advance(user, action, now);
      if (mayAct(after.status)) return { user: after, events: [event] };
      notOneself(caller.principal, user.id);
      return {
        user: after,
        events: [event],
        also: [{ do: 'keepSuperAdmin', userId: user.id, at: now }],
        taken: lastSuperAdmin(),
      };
    });
    return {};
  };

export const deactivateUser = step('deactivate', 'user.lifecycle.deactivate');
export const suspendUser = step('suspend', 'user.lifecycle.suspend');
export const unsuspendUser = step('unsuspend', 'user.lifecycle.unsuspend');

/** Brings back a user who was locked out, with guesses to spend again (fact 168). */
export async function unlockUser(services: Services, { params, caller }: StepInput): Promise<Record<never, never>> {
  const now = services.now();
  await changeUser(services, { ref: params.userId, caller, now }, (user) => {
    const who = { userId: user.id, name: '' };
    const keys = [limits.passwords(who).key, limits.userGuesses(who).key, limits.strangersPasswords(who).key];
    return {
      user: advance(user, 'unlock', now),
      events: ['user.account.unlock_by_admin'],
      also: [{ do: 'forgive', keys }],
    };
  });
  return {};
}
