import type { Role } from '../../contract/access/roles.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { Session } from '../../domain/access/session.ts';
import { opensConsole } from '../../domain/signin/signInFactors.ts';
import type { User } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import { verifyFactor } from '../factors/verify/verifyFactor.ts';
import { Created, Page } from '../shared/replies.ts';
import type { Services } from '../shared/services.ts';
import { newSession } from './beginSession.ts';
import { openState, type SignInState, signInOver, useState } from './signInState.ts';

type Asking = Omit<Caller, 'principal'>;

/** The factor step as the page sends it: without an answer it asks for a challenge, which a security key needs. */
export interface FactorStep {
  readonly state: string;
  readonly factorId: string;
  readonly answer: Readonly<Record<string, string>>;
}

/** A person who is signed in: the secret goes into the cookie and is not kept. */
export interface SignedIn {
  readonly secret: string;
  readonly session: Session;
  readonly login: string;
  readonly roles: readonly Role[];
}

/** Whether a factor was proven, and if not what its page has to show to the key. */
interface Asked {
  readonly proven: boolean;
  readonly challenge: object;
}

/** Asks the person's own factor, as themselves. Throws what verifying it would, and for kinds that open nothing here. */
export async function askFactor(
  services: Services,
  {
    userId,
    roles,
    factorId,
    answer,
  }: Pick<FactorStep, 'factorId' | 'answer'> & { userId: string; roles: readonly Role[] },
  caller: Asking,
): Promise<Asked> {
  const factor = (await services.store.factors.envelopes(userId)).find(({ id }) => id === factorId);
  if (!factor || !opensConsole(factor)) throw fault('authenticationFailed').hinting({ reason: 'NO_SUCH_FACTOR' });
  const person: Caller = { ...caller, principal: { kind: 'session', id: '', userId, roles } };
  const reply = await verifyFactor(services, {
    params: { userId, factorId },
    query: {},
    body: answer,
    caller: person,
  });
  if (reply instanceof Created || reply instanceof Page) throw signInOver();
  const { credentialId } = { ...reply.profile } as { readonly credentialId?: string };
  // A key that keeps no users signs only for a page that names the credential.
  const challenge = { ...(reply._embedded as object | undefined), ...(credentialId !== undefined && { credentialId }) };
  return { proven: reply.factorResult === 'SUCCESS', challenge };
}

/** Second step: the challenge of a factor, or with its answer a session, which is always a new one (session fixation). */
export async function proveFactor(
  services: Services,
  step: FactorStep,
  caller: Asking,
): Promise<SignedIn | Pick<Asked, 'challenge'>> {
  const state = openState(services, step.state);
  const user = await stillTheSame(services, state);
  const { provider, replaces } = state;
  const roles = provider?.roles ?? (await services.store.roles.ofUser(user.id)).map(({ role }) => role);
  if (roles.length === 0) throw signInOver();
  const { proven, challenge } = await askFactor(services, { ...step, userId: user.id, roles }, caller);
  if (!proven) return { challenge };
  await useState(services, state);
  const begun = { userId: user.id, factorId: step.factorId, provider, replaces };
  const { secret, session, writes } = newSession(services, begun, { caller, now: services.now() });
  if ((await services.store.apply(writes)) !== 'done') throw signInOver();
  return { secret, session, login: user.profile.login, roles };
}

/** The person of a sign-in, unless anything has happened to them since its first step. */
async function stillTheSame(
  { store }: Services,
  { userId, passwordChanged, provider }: Pick<SignInState, 'userId' | 'passwordChanged' | 'provider'>,
): Promise<User> {
  const user = await store.users.byId(userId);
  if (user?.status !== 'ACTIVE' || (user.passwordChanged?.toString() ?? '') !== passwordChanged) throw signInOver();
  if (provider && !(await store.identities.ofUser(userId)).some(({ issuer }) => issuer === provider.issuer)) {
    throw signInOver();
  }
  return user;
}
