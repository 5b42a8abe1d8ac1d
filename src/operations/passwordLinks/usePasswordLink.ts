import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { knownName } from '../../domain/budgets/requester.ts';
import { linkDigest, linkWorks } from '../../domain/users/passwordLink.ts';
import { foldAnswer } from '../../domain/users/recoveryQuestion.ts';
import type { LinkPurpose, User } from '../../domain/users/user.ts';
import { withPassword } from '../../domain/users/userLifecycle.ts';
import { networkOf } from '../../domain/values/network.ts';
import { Budget } from '../budgets/budget.ts';
import { findRequester, passwordSetFrom } from '../budgets/requester.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { judgeSecret } from '../users/judgeSecret.ts';
import { hashPassword } from '../users/userCredentials.ts';

/** A request of somebody's who has a link, and nothing else to show for themselves. */
export interface LinkRequest {
  readonly token: string;
  /** The address the request came from. */
  readonly address: string;
  readonly requestId: string;
  readonly traceId?: string;
}

/** A link that works, as the page shows it. */
export interface OpenedLink {
  readonly login: string;
  readonly purpose: LinkPurpose;
  /** The user's recovery question, which must be answered besides. */
  readonly question?: string;
}

/** A password as the page sends it, and the answer where it asked for one. */
export interface ChosenPassword {
  readonly password: string;
  readonly answer: string;
}

/**
 * Shows whose link it is, and uses nothing of it up; undefined when it does not work (any more). `USED` is told only to
 * whoever holds the token of a link that was, and says nothing of its user.
 */
export async function openPasswordLink(
  services: Services,
  request: LinkRequest,
): Promise<OpenedLink | 'USED' | undefined> {
  const user = await findByLink(services, request);
  if (user?.usedLink && !user.link) return 'USED';
  if (!user?.link) return undefined;
  const recovery = askedOf(user);
  return { login: user.profile.login, purpose: user.link.purpose, ...(recovery && { question: recovery.question }) };
}

/** The recovery question that stands before the password of a user who forgot theirs, if they have one. */
const askedOf = ({ link, recovery }: User): User['recovery'] => (link?.purpose === 'forgot' ? recovery : undefined);

/**
 * Sets the password of the user whose link it is, once: of several requests at once one does. False: it does not work. A wrong
 * answer to the recovery question is counted like those that come over the API.
 */
export async function setPasswordByLink(
  services: Services,
  request: LinkRequest,
  { password, answer }: ChosenPassword,
): Promise<boolean> {
  const first = await findByLink(services, request);
  if (!first?.link) return false;
  const hash = await hashPassword(services, password, first.profile.login);
  const known = askedOf(first)?.answerHash;
  const onSuccess = known === undefined ? [] : await judgeAnswer(services, first, request, known, answer);
  return untilWritten('user', async () => {
    const now = services.now();
    const user = await services.store.users.byLink(linkDigest(request.token));
    if (!user || !linkWorks(user, now) || askedOf(user)?.answerHash !== known) return false;
    const usedLink = { digest: linkDigest(request.token), at: now };
    const caller = callerOf(request);
    const asked = knownName(await findRequester(services, user.id, caller, now));
    const mailKeys = new Set([undefined, asked].map((name) => limits.mails('password', user.id, name).key));
    const applied = await services.store.apply([
      { do: 'saveUser', user: { ...withPassword(user, hash, 'setPassword', now), usedLink } },
      ...onSuccess,
      ...passwordSetFrom(user.id, caller, now),
      {
        do: 'forgive',
        keys: [limits.passwords({ userId: user.id, name: '' }).key, ...mailKeys],
      },
      logEntry({ caller, now }, { event: 'user.account.update_password', userId: user.id, detail: { by: 'link' } }),
    ]);
    return applied === 'done' ? true : undefined;
  });
}

const callerOf = ({ token: _, ...request }: LinkRequest): Omit<Caller, 'principal'> => request;

const judgeAnswer = (services: Services, user: User, request: LinkRequest, known: string, answer: string) =>
  judgeSecret(
    services,
    {
      user,
      caller: callerOf(request),
      now: services.now(),
      event: 'user.account.update_password',
      field: 'recovery_question',
    },
    known,
    foldAnswer(answer),
  );

/** Pays for a guess before it looks, and gives the guess back to those who had no need of it. */
async function findByLink(services: Services, { token, address }: LinkRequest): Promise<User | undefined> {
  const now = services.now();
  const limit = limits.passwordLinks(networkOf(address));
  await new Budget(services, now).spend(limit);
  const user = await services.store.users.byLink(linkDigest(token));
  if (!user || !(linkWorks(user, now) || user.usedLink)) return undefined;
  await services.store.apply([{ do: 'refund', limits: [limit] }]);
  return user;
}
