import { tokenDigest } from '../crypto/tokens.ts';
import { mayAct } from '../domain/access/tokenGrant.ts';
import type { User } from '../domain/users/user.ts';
import { newProfile } from '../domain/users/userProfile.ts';
import { logEntry } from '../operations/shared/logEntry.ts';
import type { Services } from '../operations/shared/services.ts';

type Parts = Pick<Services, 'store' | 'newId' | 'now'>;

/** The token of development mode and the user it acts for, by their ids. */
export interface DevToken {
  readonly id: string;
  readonly ownerId: string;
}

const NAME = 'development';
/** Nobody outside can have an address there (RFC 6761 section 6.2). */
const OWNER = { login: 'developer@cofactor.test', firstName: 'Dev', lastName: 'Token' } as const;

/**
 * Makes the token of the command line the one that works; one of an earlier start no longer does. It gets an owner, so that
 * `me` is somebody, as in an organization of Okta's. `as` are the ids that both had before the data was reset.
 */
export async function allowDevToken(parts: Parts, secret: string, as?: DevToken): Promise<DevToken> {
  const { store, newId, now } = parts;
  const digest = tokenDigest(secret);
  const tokens = await store.tokens.list();
  for (const { id, name, revoked, digest: other } of tokens) {
    if (name === NAME && !revoked && other !== digest) await store.apply([{ do: 'revokeToken', id, at: now() }]);
  }
  const known = tokens.find((token) => token.digest === digest);
  const ownerId = await ownerOf(parts, as?.ownerId ?? known?.ownerId);
  await holdSuperAdmin(parts, ownerId);
  const id = as?.id ?? known?.id ?? newId('00T');
  if (known && !known.revoked && known.ownerId === ownerId) return { id: known.id, ownerId };
  await store.apply([
    ...(known ? [{ do: 'removeToken', id: known.id } as const] : []),
    { do: 'insertToken', token: { id, name: NAME, digest, created: now(), ownerId } },
  ]);
  return { id, ownerId };
}

/** The id of the token's owner, who is there afterwards. */
async function ownerOf({ store, newId, now }: Parts, id: string | undefined): Promise<string> {
  const there = (id !== undefined && (await store.users.byId(id))) || (await store.users.byLogin(OWNER.login));
  if (there) {
    // Of an earlier version's data: then a token could remove its own owner.
    if (!mayAct(there.status)) await store.apply([{ do: 'saveUser', user: { ...there, status: 'ACTIVE' } }]);
    return there.id;
  }
  const at = now();
  const user: User = {
    id: id ?? newId('00u'),
    status: 'ACTIVE',
    profile: newProfile({ ...OWNER, email: OWNER.login }),
    created: at,
    activated: at,
    statusChanged: at,
    lastUpdated: at,
    version: 0,
  };
  const created = logEntry({ now: at }, { event: 'user.lifecycle.create', userId: user.id });
  const applied = await store.apply([{ do: 'insertUser', user }, created]);
  // Another process on the same database may have been first.
  return applied === 'done' ? user.id : ownerOf({ store, newId, now }, undefined);
}

/** Gives the owner the role that the token acts with; nobody takes it from themselves. */
async function holdSuperAdmin({ store, newId, now }: Parts, userId: string): Promise<void> {
  const assignment = { id: newId('ra1'), userId, role: 'SUPER_ADMIN', created: now() } as const;
  // Taken: the owner holds it already.
  await store.apply([{ do: 'insertRole', assignment }]);
}
