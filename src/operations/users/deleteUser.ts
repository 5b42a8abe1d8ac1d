import { advance } from '../../domain/users/userLifecycle.ts';
import { lastSuperAdmin, notOneself } from '../shared/accessRefusals.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler } from '../shared/services.ts';
import { tokenRevocation } from '../shared/tokenRevocation.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { findUserByName } from './findUser.ts';

/** In two steps: the first DELETE deactivates, the one after that removes (fact 162). Ids stay in the log, and nothing else of the user. */
export const deleteUser: Handler<'deleteUser'> = async (services, { params, caller }) => {
  const now = services.now();
  const { id, status } = await findUserByName(services, params.userId, caller);
  return untilWritten('user', async () => {
    const user = await findUserByName(services, id, caller);
    // Deactivated by somebody else meanwhile: what was to be deactivated must not be removed instead.
    if (user.status === 'DEPROVISIONED' && status !== 'DEPROVISIONED') return {};
    notOneself(caller.principal, id);
    // They go with their owner: the log says so of each. One that is revoked meanwhile makes this start over.
    const tokens = user.status === 'DEPROVISIONED' ? await services.store.tokens.ofOwner(id) : [];
    const applied = await services.store.apply(
      user.status === 'DEPROVISIONED'
        ? [
            ...tokens.filter(({ revoked }) => !revoked).flatMap((token) => tokenRevocation(token.id, { caller, now })),
            { do: 'removeUser', user },
            logEntry({ caller, now }, { event: 'user.lifecycle.delete.completed', userId: id }),
          ]
        : [
            { do: 'saveUser', user: advance(user, 'deactivate', now) },
            { do: 'keepSuperAdmin', userId: id, at: now },
            logEntry({ caller, now }, { event: 'user.lifecycle.deactivate', userId: id }),
          ],
    );
    if (applied === 'taken') throw lastSuperAdmin();
    if (applied !== 'done') return undefined;
    if (user.status === 'DEPROVISIONED') {
      services.delivery.forget?.(id);
      // Nobody waits for it: the log may have much about a user.
      void services.erase();
    }
    return {};
  });
};
