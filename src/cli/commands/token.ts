import { ConfigError } from '../../config.ts';
import { roleTypes } from '../../contract/access/roles.ts';
import { newId } from '../../crypto/ids.ts';
import { randomBytes } from '../../crypto/random.ts';
import { newTokenSecret, tokenDigest } from '../../crypto/tokens.ts';
import type { ApiToken } from '../../domain/access/apiToken.ts';
import { mayAct } from '../../domain/access/tokenGrant.ts';
import { logEntry } from '../../operations/shared/logEntry.ts';
import type { Store } from '../../store/store.ts';
import { type TokenFlags, tokenLimits } from '../flags/tokenFlags.ts';
import { type Where, withStore } from '../withStore.ts';

/** `cofactor token create NAME`: prints the secret, once; only its digest is kept. */
export const createToken = (name: string, flags: Where & TokenFlags): Promise<void> =>
  withStore(flags, async (store) => {
    const now = Temporal.Now.instant();
    const limits = tokenLimits(flags, now);
    if (flags.owner === undefined && !limits.role && !limits.scopes) {
      throw new ConfigError(
        `say what the token may do: --role ${roleTypes.join('|')}, --scopes, or --owner for the roles of a user`,
      );
    }
    const owner = flags.owner === undefined ? undefined : await ownerOf(store, flags.owner, limits);
    const secret = newTokenSecret();
    const id = newId('00T', randomBytes);
    const token = { id, name, digest: tokenDigest(secret), created: now, ...limits, ...(owner && { ownerId: owner }) };
    await store.apply([
      { do: 'insertToken', token },
      logEntry({ now }, { event: 'system.api_token.create', detail: { id, name, may: mayOf(token) } }),
    ]);
    process.stdout.write(`${secret}\n`);
    process.stderr.write(`token ${id} (${name}) created; the line above is shown only now\n`);
  });

/** The id of the owner, who can act and has a role where the token has none. */
async function ownerOf(store: Store, login: string, { role }: Pick<ApiToken, 'role'>): Promise<string> {
  const user = await store.users.byLogin(login);
  if (!user) throw new ConfigError(`there is no user with the login ${login}`);
  if (!mayAct(user.status)) throw new ConfigError(`${login} is ${user.status}: a token of theirs would be refused`);
  if (!role && (await store.roles.ofUser(user.id)).length === 0) {
    throw new ConfigError(
      `${login} holds no role, so that a token of theirs may do nothing: POST /api/v1/users/${user.id}/roles gives them one, or say --role`,
    );
  }
  return user.id;
}

/** `cofactor token list`: id, created, state, rights, last use and name, a line each. */
export const listTokens = (flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    const now = Temporal.Now.instant();
    for (const token of await store.tokens.list()) {
      const used = token.lastUsed ? `used ${second(token.lastUsed)}` : 'never used';
      process.stdout.write(
        `${token.id}  ${second(token.created)}  ${stateOf(token, now)}  ${mayOf(token)}  ${used}  ${token.name}\n`,
      );
    }
  });

const second = (at: Temporal.Instant): string => at.toString({ smallestUnit: 'second' });

function stateOf({ revoked, expires }: ApiToken, now: Temporal.Instant): string {
  if (revoked) return 'revoked';
  return expires && Temporal.Instant.compare(now, expires) >= 0 ? 'expired' : 'active ';
}

const mayOf = ({ role, scopes, ownerId }: Pick<ApiToken, 'role' | 'scopes' | 'ownerId'>): string =>
  [role ?? (ownerId === undefined ? '' : `roles of ${ownerId}`), scopes?.join(' ') ?? '']
    .filter((part) => part !== '')
    .join(', ');

/** `cofactor token revoke ID`: a running service refuses it within a second. */
export const revokeToken = (id: string, flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    const now = Temporal.Now.instant();
    const applied = await store.apply([
      { do: 'revokeToken', id, at: now },
      logEntry({ now }, { event: 'system.api_token.revoke', detail: { id } }),
    ]);
    if (applied !== 'done')
      throw new ConfigError(`there is no active token ${id}; list them with: cofactor token list`);
    process.stdout.write(`revoked ${id}\n`);
  });
