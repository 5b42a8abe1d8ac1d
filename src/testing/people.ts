import type { Static } from 'typebox';
import type { UserResource } from '../contract/users/user.ts';
import type { User } from '../domain/users/user.ts';
import { invalidProfile, newProfile } from '../domain/users/userProfile.ts';
import type { Services } from '../operations/shared/services.ts';
import type { NewUser, SeededUser } from './replies.ts';

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
