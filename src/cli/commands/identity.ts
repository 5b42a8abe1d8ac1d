import type { Command } from 'commander';
import { ConfigError } from '../../config.ts';
import type { User } from '../../domain/users/user.ts';
import { logEntry } from '../../operations/shared/logEntry.ts';
import type { Store } from '../../store/store.ts';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { issuerFlag } from '../flags/openIdFlags.ts';
import { type Where, withStore } from '../withStore.ts';

interface IdentityFlags extends Where {
  readonly oidcIssuer?: string;
}

/** The store and the provider of a command. */
const atProvider = (flags: IdentityFlags, work: (store: Store, issuer: string) => Promise<void>): Promise<void> => {
  const { oidcIssuer: issuer } = flags;
  if (issuer === undefined) throw new ConfigError('say which provider: --oidc-issuer https://… (COFACTOR_OIDC_ISSUER)');
  return withStore(flags, (store) => work(store, issuer));
};

/** Adds `cofactor identity`: which users are which people at the OpenID provider. */
export function identityCommands(program: Command): void {
  const identity = program.command('identity').description('users by their identities at the OpenID provider');
  const add = (name: string) => identity.command(name).addOption(issuerFlag());
  add('link')
    .argument('<login>')
    .argument('<subject>', 'the claim sub of the ID token')
    .addOption(databaseFlag())
    .description('say that a user is this person at the provider')
    .action(linkIdentity);
  add('list').addOption(databaseFlag()).description('list all of the provider').action(listIdentities);
  add('unlink')
    .argument('<login>')
    .addOption(databaseFlag())
    .description('undo it, and end all sessions of the user')
    .action(unlinkIdentity);
}

const linkIdentity = (login: string, subject: string, flags: IdentityFlags): Promise<void> =>
  atProvider(flags, async (store, issuer) => {
    const now = Temporal.Now.instant();
    const { id: userId } = await userOf(store, login);
    const applied = await store.apply([
      { do: 'linkIdentity', identity: { issuer, subject, userId, roles: [], created: now } },
      logEntry({ now }, { event: 'cofactor.identity.link', userId, detail: { issuer, subject } }),
    ]);
    if (applied !== 'done') {
      throw new ConfigError(
        `${login} has an identity at ${issuer}, or another user has this one: cofactor identity list shows it`,
      );
    }
    process.stdout.write(`linked ${login} (${userId})\n`);
  });

const listIdentities = (flags: IdentityFlags): Promise<void> =>
  atProvider(flags, async (store, issuer) => {
    for (const { userId, subject, roles, created } of await store.identities.ofIssuer(issuer)) {
      const user = await store.users.byId(userId);
      const since = created.toString({ smallestUnit: 'second' });
      process.stdout.write(
        `${userId}  ${since}  ${roles.join(' ') || 'no role yet'}  ${user?.profile.login}  ${subject}\n`,
      );
    }
  });

const unlinkIdentity = (login: string, flags: IdentityFlags): Promise<void> =>
  atProvider(flags, async (store, issuer) => {
    const now = Temporal.Now.instant();
    const { id: userId } = await userOf(store, login);
    const applied = await store.apply([
      { do: 'unlinkIdentity', userId, issuer },
      { do: 'endSessions', userId },
      logEntry({ now }, { event: 'cofactor.identity.unlink', userId, detail: { issuer } }),
    ]);
    if (applied !== 'done') throw new ConfigError(`${login} has no identity at ${issuer}`);
    process.stdout.write(`unlinked ${login} (${userId})\n`);
  });

async function userOf(store: Store, login: string): Promise<User> {
  const user = await store.users.byLogin(login);
  if (user) return user;
  throw new ConfigError(`there is no user with the login ${login}`);
}
