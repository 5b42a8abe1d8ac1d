import type { Principal } from '../../contract/access/principal.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { linkDigest } from '../../domain/users/passwordLink.ts';
import { requirements } from '../../domain/users/passwordPolicy.ts';
import type { User } from '../../domain/users/user.ts';
import { withPassword } from '../../domain/users/userLifecycle.ts';
import { networkOf } from '../../domain/values/network.ts';
import { Budget } from '../budgets/budget.ts';
import { knownSince } from '../budgets/requester.ts';
import { activateWith } from '../factors/activate/activateFactor.ts';
import { enrollFactor } from '../factors/enroll/enrollFactor.ts';
import { logEntry } from '../shared/logEntry.ts';
import { Created, Page } from '../shared/replies.ts';
import type { Services } from '../shared/services.ts';
import { hashPassword } from '../users/userCredentials.ts';
import { type NewSession, newSession } from './beginSession.ts';
import type { SignedIn } from './proveFactor.ts';
import { linkOver, linkUnknown, linkUsed, openSetUp, personOf, type SetUpState, sealSetUp } from './setUpState.ts';

type Asking = Omit<Caller, 'principal'>;

/** The kinds that a page can enroll, the best first: passkeys and security keys, and authenticator apps. */
export const setUpKinds = {
  webauthn: { factorType: 'webauthn', provider: 'FIDO' },
  totp: { factorType: 'token:software:totp', provider: 'GOOGLE' },
} as const;
export type SetUpKind = keyof typeof setUpKinds;

/** Shows whose link it is and what a password must be like; uses nothing up. */
export async function openSetUpLink(
  services: Services,
  token: string,
  caller: Asking,
): Promise<{ readonly login: string; readonly issuer: string; readonly requirements: string }> {
  const { profile } = await findByLink(services, token, caller);
  const { issuer, password } = services.policy;
  return { login: profile.login, issuer, requirements: requirements(password) };
}

/** First step: the password, which is kept in the sealed state alone until there is a factor. */
export async function choosePassword(
  services: Services,
  { token, password }: { readonly token: string; readonly password: string },
  caller: Asking,
): Promise<{ readonly state: string }> {
  const { id: userId, profile } = await findByLink(services, token, caller);
  const passwordHash = await hashPassword(services, password, profile.login);
  return { state: sealSetUp(services, { userId, link: linkDigest(token), passwordHash }) };
}

/** Second step: enrolls a factor, which stays pending. A person who changes their mind enrolls another kind. */
export async function enrollOwnFactor(
  services: Services,
  { state: sealed, kind }: { readonly state: string; readonly kind: SetUpKind },
  caller: Asking,
): Promise<{ readonly state: string; readonly activation: unknown }> {
  const state = openSetUp(services, sealed);
  const { id: userId } = await personOf(services, state);
  const person = { ...caller, principal: themselves(userId) };
  const reply = await enrollFactor(services, { params: { userId }, query: {}, body: setUpKinds[kind], caller: person });
  if (reply instanceof Created || reply instanceof Page) throw linkOver();
  const { activation } = { ...reply._embedded } as { readonly activation?: unknown };
  return { state: sealSetUp(services, { ...state, factorId: reply.id }), activation };
}

/**
 * Last step: the factor's answer. The password, the active factor, the end of the link and the session are one change: of
 * several who have the link one gets in, and nothing of the others' stays.
 */
export async function finishSetUp(
  services: Services,
  { state: sealed, answer }: { readonly state: string; readonly answer: Readonly<Record<string, string>> },
  caller: Asking,
): Promise<SignedIn> {
  const state = openSetUp(services, sealed);
  const { userId, factorId } = state;
  if (factorId === undefined) throw linkOver();
  await personOf(services, state);
  let done: (NewSession & { readonly user: User }) | undefined;
  const person = { ...caller, principal: themselves(userId) };
  const input = { params: { userId, factorId }, query: {}, body: answer, caller: person };
  await activateWith(services, input, async ({ id }) => {
    const user = await personOf(services, state);
    const now = services.now();
    done = { ...newSession(services, { userId, factorId: id }, { caller, now }), user };
    // Password and factor were both set from here: at no address is it likelier that the owner signs in.
    const known = knownSince(userId, caller, [], now);
    return [...passwordWrites(user, state, { caller, now }), ...known, ...done.writes];
  });
  if (!done) throw linkOver();
  const roles = (await services.store.roles.ofUser(userId)).map(({ role }) => role);
  return { secret: done.secret, session: done.session, login: done.user.profile.login, roles };
}

const passwordWrites = (
  user: User,
  { passwordHash }: SetUpState,
  { caller, now }: { readonly caller: Asking; readonly now: Temporal.Instant },
) => {
  const detail = { by: 'administrator link' };
  // Whoever opens the link once more hears that it was used.
  const usedLink = user.link && { digest: user.link.digest, at: now };
  return [
    {
      do: 'saveUser',
      user: { ...withPassword(user, passwordHash, 'setPassword', now), ...(usedLink && { usedLink }) },
    },
    { do: 'forgive', keys: [limits.passwords({ userId: user.id, name: '' }).key] },
    logEntry({ caller, now }, { event: 'user.account.update_password', userId: user.id, detail }),
  ] as const;
};

const themselves = (userId: string): Principal => ({ kind: 'session', id: '', userId });

/** Pays for a guess before it looks, and gives the guess back to those who had no need of it. */
async function findByLink(services: Services, token: string, { address, origin }: Asking): Promise<User> {
  const limit = limits.passwordLinks(networkOf(address ?? origin?.peer ?? ''));
  await new Budget(services, services.now()).spend(limit);
  const found = await services.store.users.byLink(linkDigest(token));
  if (!found) throw linkUnknown();
  if (found.usedLink && !found.link) throw linkUsed();
  const user = await personOf(services, { userId: found.id, link: linkDigest(token) });
  await services.store.apply([{ do: 'refund', limits: [limit] }]);
  return user;
}
