import type { Caller } from '../../contract/shared/operation.ts';
import { signInFactors } from '../../domain/signin/signInFactors.ts';
import { loginKey } from '../../domain/users/login/login.ts';
import type { User } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import { isPrintable } from '../../domain/values/printable.ts';
import { spendPasswordGuess } from '../budgets/guess.ts';
import { noteFailure } from '../budgets/noteFailure.ts';
import { findRequester } from '../budgets/requester.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { sealState } from './signInState.ts';

/** The password step as the page sends it. */
export interface PasswordStep {
  readonly login: string;
  readonly password: string;
}

/** The factors to go on with, the best first, and the state that the next step brings. */
export interface PasswordChecked {
  readonly state: string;
  readonly factors: readonly { readonly id: string; readonly factorType: string; readonly provider: string }[];
}

type Asking = Omit<Caller, 'principal'>;

/** A hash in argon2id with the costs of real ones, which no password has: an unknown login takes as long as a known one. */
const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * First step of an administrator's sign-in. Whatever is wrong (the login, the password, the status, the roles, the
 * factors) is one answer after the same work and out of budgets of the same size; the log has the reason. Every requester
 * guesses out of a budget of its own, and strangers out of a yearly one besides that others can use up (ADR 4): then a new
 * address is shut until the person has proven a factor there over the API, or has used a link to set the password there.
 */
export async function checkPassword(
  services: Services,
  { login, password }: PasswordStep,
  caller: Asking,
): Promise<PasswordChecked> {
  const now = services.now();
  const user = isPrintable(login) ? await services.store.users.byLogin(login) : undefined;
  const userId = user?.id ?? nobody(services, login);
  const who = await findRequester(services, userId, caller, now);
  const place = services.passwords.reserve(who.standing);
  const judged = async () => {
    const guess = await spendPasswordGuess(services, who, now);
    return { guess, right: await services.passwords.matches(user?.passwordHash ?? NO_PASSWORD, password, place) };
  };
  const { guess, right } = await judged().finally(place.leave);
  // Reads and writes are the same for a login that nobody has: the time they take would tell which there are.
  const factors = signInFactors(await services.store.factors.envelopes(userId));
  const roles = await services.store.roles.ofUser(userId);
  const reason = reasonAgainst(user, { right, hasRole: roles.length > 0, hasFactor: factors.length > 0 });
  if (!user || reason !== undefined) {
    // The login itself is not noted: people type passwords there.
    const failed = { event: 'user.session.start', outcome: 'FAILURE', reason, userId: user?.id ?? '' } as const;
    await services.store.apply([logEntry({ caller, now }, failed)]);
    if (!user || !right) await noteFailure(services, userId, caller, now);
    throw fault('authenticationFailed');
  }
  await services.store.apply(guess.onSuccess);
  const passwordChanged = user.passwordChanged?.toString() ?? '';
  return {
    state: sealState(services, { userId: user.id, passwordChanged }),
    factors: factors.map(({ id, factorType, provider }) => ({ id, factorType, provider })),
  };
}

/**
 * The name for whom guesses at a login that nobody has are counted: 429 must not tell which logins there are. What would be one login
 * is one name, however it is spelled, and no text that was typed is stored: people type passwords there.
 */
const nobody = ({ seals }: Services, login: string): string =>
  `nobody ${seals.hash(loginKey(login), 'login of nobody')}`;

function reasonAgainst(
  user: User | undefined,
  { right, hasRole, hasFactor }: { readonly right: boolean; readonly hasRole: boolean; readonly hasFactor: boolean },
): string | undefined {
  if (!user) return 'UNKNOWN_LOGIN';
  const { status, passwordHash } = user;
  if (!right || passwordHash === undefined) return 'WRONG_CREDENTIALS';
  if (status !== 'ACTIVE') return 'USER_NOT_ACTIVE';
  if (!hasRole) return 'NO_ROLE';
  return hasFactor ? undefined : 'NO_FACTOR';
}
