import type { Role } from '../../../src/contract/access/roles.ts';
import { newTokenSecret, tokenDigest } from '../../../src/crypto/tokens.ts';
import type { ApiToken } from '../../../src/domain/access/apiToken.ts';
import type { User } from '../../../src/domain/users/user.ts';
import { person } from '../users/people.ts';
import type { World } from '../world.ts';

/** Puts an API token into the store; returns its secret and id. */
export async function apiToken(
  w: World,
  may: Partial<ApiToken>,
): Promise<{ readonly secret: string; readonly id: string }> {
  const secret = newTokenSecret();
  const id = w.services.newId('00T');
  const token = { id, name: 'of a test', digest: tokenDigest(secret), created: w.clock.now(), ...may };
  await w.store.apply([{ do: 'insertToken', token }]);
  return { secret, id };
}

/** A person who holds roles, and the secret of an API token of theirs. */
export interface Administrator {
  readonly user: User;
  readonly secret: string;
}

/** Puts a person with roles, and a token that acts with them, into the store. */
export async function administrator(w: World, ...roles: readonly Role[]): Promise<Administrator> {
  const user = await person(w);
  for (const role of roles) {
    const assignment = { id: w.services.newId('ra1'), userId: user.id, role, created: w.clock.now() };
    await w.store.apply([{ do: 'insertRole', assignment }]);
  }
  return { user, secret: (await apiToken(w, { ownerId: user.id })).secret };
}
