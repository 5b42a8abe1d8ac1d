import { limits } from '../../domain/budgets/budgets.ts';
import { linkDigest, linkWorks } from '../../domain/users/passwordLink.ts';
import type { LinkPurpose, User } from '../../domain/users/user.ts';
import { withPassword } from '../../domain/users/userLifecycle.ts';
import { networkOf } from '../../domain/values/network.ts';
import { Budget } from '../budgets/budget.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { hashPassword } from '../users/userCredentials.ts';

/** A request of somebody's who has a link, and nothing else to show for themselves. */
export interface LinkRequest {
  readonly token: string;
  /** The address the request came from. */
  readonly address: string;
  readonly requestId: string;
}

/** A link that works, as the page shows it. */
export interface OpenedLink {
  readonly login: string;
  readonly purpose: LinkPurpose;
}

/** Shows whose link it is, and uses nothing of it up; undefined when it does not work (any more). */
export async function openPasswordLink(services: Services, request: LinkRequest): Promise<OpenedLink | undefined> {
  const user = await findByLink(services, request);
  return user?.link && { login: user.profile.login, purpose: user.link.purpose };
}

/** Sets the password of the user whose link it is, once: of several requests at once one does. False: it does not work. */
export async function setPasswordByLink(services: Services, request: LinkRequest, password: string): Promise<boolean> {
  const first = await findByLink(services, request);
  if (!first) return false;
  const hash = await hashPassword(services, password, first.profile.login);
  return untilWritten('user', async () => {
    const now = services.now();
    const user = await services.store.users.byLink(linkDigest(request.token));
    if (!user || !linkWorks(user, now)) return false;
    const caller = { requestId: request.requestId, address: request.address };
    const applied = await services.store.apply([
      { do: 'saveUser', user: withPassword(user, hash, 'setPassword', now) },
      { do: 'forgive', keys: [limits.passwords({ userId: user.id, name: '' }).key] },
      logEntry({ caller, now }, { event: 'user.account.update_password', userId: user.id, detail: { by: 'link' } }),
    ]);
    return applied === 'done' ? true : undefined;
  });
}

/** Pays for a guess before it looks, and gives the guess back to those who had no need of it. */
async function findByLink(services: Services, { token, address }: LinkRequest): Promise<User | undefined> {
  const now = services.now();
  const limit = limits.passwordLinks(networkOf(address));
  await new Budget(services, now).spend(limit);
  const user = await services.store.users.byLink(linkDigest(token));
  if (!user || !linkWorks(user, now)) return undefined;
  await services.store.apply([{ do: 'forgive', keys: [limit.key] }]);
  return user;
}
