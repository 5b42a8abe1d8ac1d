import { publicUrl } from '../../config.ts';
import type { Role } from '../../contract/access/roles.ts';
import { newId } from '../../crypto/ids.ts';
import { randomBytes } from '../../crypto/random.ts';
import { createVault } from '../../crypto/vault.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import { newProfile } from '../../domain/users/userProfile.ts';
import { createLinks } from '../../http/links/links.ts';
import { createAdministrator } from '../../operations/signin/administratorLink.ts';
import { recoverAdministrator } from '../../operations/signin/recoverAdministrator.ts';
import type { Store } from '../../store/store.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { plain } from '../plain.ts';
import { withRefusals } from '../refusal.ts';
import { type Where, withStore } from '../withStore.ts';

interface LinkFlags extends Where {
  readonly publicUrl: string;
}

interface CreateFlags extends LinkFlags {
  readonly role: Role;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName: string;
}

/** `cofactor admin create LOGIN`: prints the link by which the person sets a password and enrolls a factor, once. */
export const createAdmin = (login: string, flags: CreateFlags): Promise<void> =>
  withStore(flags, async (store) => {
    const { role, email = login, firstName = login.split('@', 1)[0], lastName } = flags;
    const base = publicUrl(flags.publicUrl);
    const profile = newProfile({ login, email, firstName, lastName });
    const made = await withRefusals(createAdministrator(parts(store), { profile, role }));
    const { id } = made.user;
    if (made.path === undefined || !made.expires) {
      process.stdout.write(`${base}/admin/signin\n`);
      say(
        `${login} (${id}) has ${role}, a password and a factor, and signs in there; without them: cofactor admin recover`,
      );
    } else {
      process.stdout.write(`${base}${made.path}\n`);
      say(`${login} (${id}) has ${role}; ${about(made.expires)}`);
    }
  });

/** `cofactor admin recover LOGIN`: ends what an administrator had to sign in with, and prints the link to start over. */
export const recoverAdmin = async (login: string, flags: LinkFlags, masterKey: string | undefined): Promise<void> => {
  const vault = createVault(await masterKeysOf(masterKey));
  const base = publicUrl(flags.publicUrl);
  await withStore(
    flags,
    async (store) => {
      const own = { ...parts(store), policy: defaultPolicy, links: createLinks(() => base) };
      const { user, path, expires, removed } = await withRefusals(recoverAdministrator(own, login));
      process.stdout.write(`${base}${path}\n`);
      say(`${login} (${user.id}): sessions ended, the password no longer counts`);
      say(`factors removed: ${removed.length === 0 ? 'none' : removed.join(', ')}; ${about(expires)}`);
    },
    vault,
  );
};

const parts = (store: Store) => ({
  store,
  now: () => Temporal.Now.instant(),
  random: randomBytes,
  newId: (prefix: string) => newId(prefix, randomBytes),
});

const say = (text: string) => process.stderr.write(`${plain(text)}\n`);

const about = (expires: Temporal.Instant): string =>
  `the link above is shown only now, is good once, and until ${expires.toString({ smallestUnit: 'second' })}`;
