import { ConfigError, publicUrl } from '../../config.ts';
import { randomBytes } from '../../crypto/random.ts';
import { createVault } from '../../crypto/vault.ts';
import { refusalOf } from '../../domain/org/enrollmentSettings.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import type { User } from '../../domain/users/user.ts';
import { Fault } from '../../domain/values/fault.ts';
import { createLinks } from '../../http/links/links.ts';
import { describeAllowed } from '../../operations/factors/describeFactor.ts';
import { loadFactors, readBack } from '../../operations/factors/loadFactor.ts';
import type { RemovingServices } from '../../operations/factors/remove/resetFactors.ts';
import { findUserByName } from '../../operations/users/findUser.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { plain } from '../plain.ts';
import { withRefusals } from '../refusal.ts';
import { type Where, withStore } from '../withStore.ts';
import type { ListedFactor } from './factorLines.ts';

/** Flags of the commands that help one person. */
export interface PersonFlags extends Where {
  readonly publicUrl: string;
  readonly json?: boolean;
}

/** The user of a command, and the parts of a service that operations on them need. */
export interface Person {
  readonly services: RemovingServices;
  readonly user: User;
  readonly now: Temporal.Instant;
  /** All factors, with those that are switched off or forbidden, which a reset removes too. */
  readonly factors: readonly ListedFactor[];
}

/** Finds the user of a command, by id, login or shortname, with their factors; a deactivated user's are out of reach. */
export async function withPerson(
  ref: string,
  flags: PersonFlags,
  work: (person: Person) => Promise<void>,
): Promise<void> {
  const vault = createVault(await masterKeysOf(process.env.COFACTOR_MASTER_KEY));
  const base = publicUrl(flags.publicUrl);
  const now = () => Temporal.Now.instant();
  await withStore(
    flags,
    (store) => {
      const services = { store, now, random: randomBytes, policy: defaultPolicy, links: createLinks(() => base) };
      const run = async () => {
        const user = await named(services, ref);
        await work({ services, user, now: now(), factors: await factorsOf(services, user) });
      };
      return withRefusals(run());
    },
    vault,
  );
}

/** The user; a fault without a cause, which only says that there is none, in words of the command line. */
const named = (services: RemovingServices, ref: string): Promise<User> =>
  findUserByName(services, ref, {}).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.causes.length > 0) throw error;
    throw new ConfigError(`there is no user with the id or login ${plain(ref)}`);
  });

async function factorsOf(services: RemovingServices, { id, status }: User): Promise<readonly ListedFactor[]> {
  if (status === 'DEPROVISIONED') return [];
  const { factors, enrollment } = await loadFactors(services, id, {});
  return factors.map((factor) => {
    const { kind } = readBack(factor);
    const shown = describeAllowed(services.links, factor, kind, enrollment);
    return { factor, shown, isRefused: refusalOf(enrollment, kind) !== undefined };
  });
}

/** A reply of the API, for programs. */
export const printJson = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
