import type { Caller } from '../../contract/shared/operation.ts';
import type { Claims } from '../../domain/oauth/jose.ts';
import { namesSubject, sinceAuthenticated, vouchesForFactor } from '../../domain/signin/openIdClaims.ts';
import { type OpenIdProvider, ProviderFailure } from '../../domain/signin/openIdProvider.ts';
import { signInFactors } from '../../domain/signin/signInFactors.ts';
import type { User } from '../../domain/users/user.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { newSession } from './beginSession.ts';
import { type Found, findPerson, keepIdentity } from './openIdPerson.ts';
import { type Begun, takeBegun } from './openIdStart.ts';
import type { SignedIn } from './proveFactor.ts';
import { noteReturn, sealState } from './signInState.ts';

type Asking = Omit<Caller, 'principal'>;

/** The outcome of a sign-in at the provider, as its browser is told. */
export type AtProvider =
  | { readonly outcome: 'signed-in'; readonly signedIn: SignedIn }
  /** The provider vouched for no second factor: one of ours is asked. */
  | { readonly outcome: 'factor'; readonly state: string }
  /** Not begun by this browser, over, or finished. */
  | { readonly outcome: 'over' }
  /** The provider said who it is, and that opens nothing here; the log has the reason. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'failed'; readonly failure: ProviderFailure };

/** Room for the difference between the moments at which two machines look at the clock. */
const LEEWAY = Temporal.Duration.from({ seconds: 30 });

/** Ends a sign-in at the provider: with a session, or with a factor of ours that is to be asked. */
export async function finishAtProvider(
  services: Services,
  provider: OpenIdProvider,
  { sealed, callback }: { readonly sealed: string | undefined; readonly callback: URL },
  caller: Asking,
): Promise<AtProvider> {
  const begun = await takeBegun(services, sealed, callback);
  if (!begun) return { outcome: 'over' };
  let claims: Claims;
  try {
    claims = await provider.claims(callback, begun);
  } catch (error) {
    if (error instanceof ProviderFailure) return { outcome: 'failed', failure: error };
    throw error;
  }
  if (!namesSubject(claims)) {
    const failure = new ProviderFailure('PROVIDER_NOT_BELIEVED', 'sub is no name of up to 255 printable characters');
    return { outcome: 'failed', failure };
  }
  const found = await findPerson(services, provider.settings, claims, caller);
  const returned = found.user ? await noteReturn(services, found.user.id) : 0;
  const vouched = vouchesForFactor(claims, provider.settings);
  const reason = found.reason ?? (await reasonAgainst(services, found, { begun, claims, vouched }));
  if (reason !== undefined) return refuse(services, { found, reason, begun }, caller);
  const { user, roles } = found as Required<Found>;
  const signIn = { provider: { issuer: provider.settings.issuer, roles }, replaces: begun.again?.sessionId };
  if (!vouched) {
    // Nothing is kept of somebody who has not proven that they are this user.
    const { subject, roles: noted } = found.identity;
    const identity = { subject, isLinked: found.isLinked, roles: noted, returned };
    const passwordChanged = user.passwordChanged?.toString() ?? '';
    const { replaces, ...rest } = signIn;
    const replaced = replaces !== undefined && { replaces };
    const begunHere = { userId: user.id, passwordChanged, identity, ...rest, ...replaced };
    return { outcome: 'factor', state: sealState(services, begunHere) };
  }
  if (!(await keepIdentity(services, found, caller)))
    return refuse(services, { found, reason: 'LINKED_TO_ANOTHER', begun }, caller);
  const proven = services.now().subtract(sinceAuthenticated(claims) ?? LEEWAY);
  const begunHere = { userId: user.id, proven, ...signIn };
  const { secret, session, writes } = newSession(services, begunHere, { caller, now: services.now() });
  // Unless the session that it was to replace is over.
  if ((await services.store.apply(writes)) !== 'done') return { outcome: 'over' };
  return { outcome: 'signed-in', signedIn: { secret, session, login: user.profile.login, roles } };
}

/** The reason why a person who was found does not get in all the same. */
async function reasonAgainst(
  { store, now }: Services,
  { user, identity, isLinked }: Found,
  { begun, claims, vouched }: { readonly begun: Begun; readonly claims: Claims; readonly vouched: boolean },
): Promise<string | undefined> {
  const { again, since } = begun;
  const { id } = user as User;
  if (again && again.userId !== id) return 'OTHER_PERSON';
  if (!isLinked && (await store.identities.ofUser(id)).some(({ issuer }) => issuer === identity.issuer)) {
    // Unless they have linked themselves in the same moment, in another window.
    const linked = await store.identities.bySubject(identity);
    if (linked?.userId !== id) return 'LINKED_TO_ANOTHER';
  }
  if (!vouched) return signInFactors(await store.factors.envelopes(id)).length > 0 ? undefined : 'NO_FACTOR';
  const authenticated = sinceAuthenticated(claims);
  if (!again || !authenticated) return undefined;
  const asked = now().since(Temporal.Instant.from(since)).add(LEEWAY);
  return Temporal.Duration.compare(authenticated, asked) > 0 ? 'NOT_ASKED_AGAIN' : undefined;
}

/** Refuses, and notes why. Who signed in once more and may do nothing any more loses the session as well. */
async function refuse(
  services: Services,
  { found, reason, begun }: { readonly found: Found; readonly reason: string; readonly begun: Begun },
  caller: Asking,
): Promise<AtProvider> {
  const { store } = services;
  const now = services.now();
  const { user, identity } = found;
  const { issuer, subject } = identity;
  const failed = {
    event: 'user.session.start',
    outcome: 'FAILURE',
    reason,
    detail: { issuer, subject },
    ...(user && { userId: user.id }),
  } as const;
  await store.apply([logEntry({ caller, now }, failed)]);
  const { again } = begun;
  if (again && again.userId === user?.id && reason !== 'NOT_ASKED_AGAIN') {
    await store.apply([{ do: 'endSession', userId: again.userId, id: again.sessionId }]);
  }
  return { outcome: 'refused' };
}
