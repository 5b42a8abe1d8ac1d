import type { Role } from '../../contract/access/roles.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { Session } from '../../domain/access/session.ts';
import type { User } from '../../domain/users/user.ts';
import type { Services } from '../shared/services.ts';
import { askFactor } from './askFactor.ts';
import { newSession } from './beginSession.ts';
import { keepIdentity } from './openIdPerson.ts';
import { isLastReturn, openState, type SignInState, sealWaiting, signInOver, useState } from './signInState.ts';

type Asking = Omit<Caller, 'principal'>;

/** The factor step as the page sends it: without an answer it asks for a challenge, which a security key needs. */
export interface FactorStep {
  readonly state: string;
  readonly factorId: string;
  readonly answer: Readonly<Record<string, string>>;
  /** Seconds for which the reply may be held back until a device has answered. */
  readonly wait?: number;
}

/** A person who is signed in: the secret goes into the cookie and is not kept. */
export interface SignedIn {
  readonly secret: string;
  readonly session: Session;
  readonly login: string;
  readonly roles: readonly Role[];
}

/** A sign-in that is not finished: what to show to a key, or the number to pick on a device and the state to come back with. */
export type Unfinished = { readonly challenge: object } | { readonly state: string; readonly number?: number };

/**
 * Second step: the challenge of a factor, or with its answer a session. An answer that is given on a device is asked after with
 * the state that came with its number.
 */
export async function proveFactor(
  services: Services,
  step: FactorStep,
  caller: Asking,
): Promise<SignedIn | Unfinished> {
  const state = openState(services, step.state);
  const user = await stillTheSame(services, state);
  const { provider, replaces } = state;
  const roles = provider?.roles ?? (await services.store.roles.ofUser(user.id)).map(({ role }) => role);
  if (roles.length === 0) throw signInOver();
  const reply = await askFactor(services, { ...step, userId: user.id, roles, asked: state.asked }, caller);
  if ('asked' in reply) {
    const { asked, number } = reply;
    return { state: sealWaiting(services, state, asked), ...(number !== undefined && { number }) };
  }
  if (!reply.proven) return { challenge: reply.challenge };
  await useState(services, state);
  if (!(await keepPerson(services, state, caller))) throw signInOver();
  const begun = { userId: user.id, factorId: step.factorId, provider, replaces };
  const { secret, session, writes } = newSession(services, begun, { caller, now: services.now() });
  if ((await services.store.apply(writes)) !== 'done') throw signInOver();
  return { secret, session, login: user.profile.login, roles };
}

/**
 * Notes who a person is at the provider, and their roles there, where they came from one; false where that is over, or they
 * have come back from there once more since: what the provider says of them by then counts.
 */
async function keepPerson(
  services: Services,
  { userId, provider, identity }: SignInState,
  caller: Asking,
): Promise<boolean> {
  if (!provider || !identity) return provider === undefined;
  const { subject, isLinked, roles: noted, returned } = identity;
  if (!(await isLastReturn(services, userId, returned))) return false;
  const { issuer, roles } = provider;
  const person = { issuer, subject, userId, roles: noted, created: services.now() };
  return keepIdentity(services, { identity: person, isLinked, roles, late: true }, caller);
}

/** The person of a sign-in, unless anything has happened to them since its first step. */
async function stillTheSame(
  { store }: Services,
  { userId, passwordChanged }: Pick<SignInState, 'userId' | 'passwordChanged'>,
): Promise<User> {
  const user = await store.users.byId(userId);
  if (user?.status !== 'ACTIVE' || (user.passwordChanged?.toString() ?? '') !== passwordChanged) throw signInOver();
  return user;
}
