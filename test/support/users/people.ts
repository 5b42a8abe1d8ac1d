import type { User } from '../../../src/domain/users/user.ts';
import type { World } from '../world.ts';

let people = 0;

/** Puts a user into the store, without going through the users API. */
export async function person(w: World, over: Partial<User> = {}): Promise<User> {
  const login = `person${++people}@example.com`;
  const now = w.clock.now();
  const user: User = {
    id: w.services.newId('00u'),
    status: 'ACTIVE',
    profile: { login, email: login, firstName: 'Ada', lastName: 'Lovelace', mobilePhone: null, secondEmail: null },
    created: now,
    activated: now,
    statusChanged: now,
    lastUpdated: now,
    version: 0,
    ...over,
  };
  const applied = await w.store.apply([{ do: 'insertUser', user }]);
  if (applied !== 'done') throw new Error(applied);
  return user;
}
