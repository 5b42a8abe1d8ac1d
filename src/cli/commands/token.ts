import { ConfigError } from '../../config.ts';
import { newId } from '../../crypto/ids.ts';
import { randomBytes } from '../../crypto/random.ts';
import { newTokenSecret, tokenDigest } from '../../crypto/tokens.ts';
import { logEntry } from '../../operations/shared/logEntry.ts';
import { type Where, withStore } from '../withStore.ts';

/** `cofactor token create NAME`: prints the secret, once; only its digest is kept. */
export const createToken = (name: string, flags: Where & { readonly owner?: string }): Promise<void> =>
  withStore(flags, async (store) => {
    const owner = flags.owner === undefined ? undefined : await store.users.byLogin(flags.owner);
    if (flags.owner !== undefined && !owner) throw new ConfigError(`there is no user with the login ${flags.owner}`);
    const secret = newTokenSecret();
    const id = newId('00T', randomBytes);
    const now = Temporal.Now.instant();
    const token = { id, name, digest: tokenDigest(secret), created: now, ...(owner && { ownerId: owner.id }) };
    await store.apply([
      { do: 'insertToken', token },
      logEntry({ now }, { event: 'system.api_token.create', detail: { id, name } }),
    ]);
    process.stdout.write(`${secret}\n`);
    process.stderr.write(`token ${id} (${name}) created; the line above is shown only now\n`);
  });

/** `cofactor token list`: id, created, state and name, a line each. */
export const listTokens = (flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    for (const { id, name, created, revoked } of await store.tokens.list()) {
      process.stdout.write(
        `${id}  ${created.toString({ smallestUnit: 'second' })}  ${revoked ? 'revoked' : 'active '}  ${name}\n`,
      );
    }
  });

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
