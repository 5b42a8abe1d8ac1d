import type { Static } from 'typebox';
import type { FactorResource } from '../contract/factors/factors.ts';
import type { UserResource } from '../contract/users/user.ts';
import type { User } from '../domain/users/user.ts';
import { invalidProfile, newProfile } from '../domain/users/userProfile.ts';
import type { Services } from '../operations/shared/services.ts';

/** An enroll request. */
export interface NewFactor {
  readonly factorType: string;
  readonly provider: string;
  readonly profile?: Readonly<Record<string, unknown>>;
}

/** A user to be there. Attributes beside the named ones go into the profile as they are. */
export interface NewUser {
  /** By default one nobody else has. */
  readonly login?: string;
  /** By default the login. */
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly mobilePhone?: string;
  readonly secondEmail?: string;
  /** Without one the user cannot sign in, but have factors. */
  readonly password?: string;
  /** Enrolled with `activate=true`: sms, call, email and question are ACTIVE at once, without a message. */
  readonly factors?: readonly NewFactor[];
  readonly [attribute: string]: unknown;
}

/** A user as `GET /api/v1/users/{id}` shows it, with the replies to enrolling its factors. */
export interface SeededUser extends Static<typeof UserResource> {
  readonly factors: readonly Static<typeof FactorResource>[];
}

/** Asks the service, and throws what it says when that is not a success. */
export type Ask = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;

/** Puts a user into the store, ACTIVE; the policy for passwords is not applied to those of tests. */
export async function addPerson(
  { store, newId, now, passwords }: Services,
  given: string | NewUser,
  { number, ask }: { readonly number: number; readonly ask: Ask },
): Promise<SeededUser> {
  const { password, factors = [], ...attributes } = typeof given === 'string' ? { login: given } : given;
  const login = attributes.login ?? `user${number}@example.com`;
  const names = { firstName: 'Ada', lastName: 'Lovelace' };
  const profile = newProfile({ ...names, login, email: login, ...attributes });
  const invalid = invalidProfile(profile);
  if (invalid) throw new TypeError(`the user ${login} cannot be: ${invalid.causes.join('; ')}`);
  const at = now();
  const user: User = {
    id: newId('00u'),
    status: 'ACTIVE',
    profile,
    ...(password !== undefined && { passwordHash: await passwords.hash(password), passwordChanged: at }),
    created: at,
    activated: at,
    statusChanged: at,
    lastUpdated: at,
    version: 0,
  };
  if ((await store.apply([{ do: 'insertUser', user }])) !== 'done')
    throw new TypeError(`there is a user ${login} already`);
  const path = `/api/v1/users/${user.id}`;
  const enrolled: unknown[] = [];
  for (const factor of factors) enrolled.push(await ask('POST', `${path}/factors?activate=true`, factor));
  return { ...((await ask('GET', path)) as Static<typeof UserResource>), factors: enrolled as SeededUser['factors'] };
}
