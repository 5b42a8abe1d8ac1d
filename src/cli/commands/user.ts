import { clock } from '../../domain/explain/words.ts';
import type { User } from '../../domain/users/user.ts';
import { counted } from '../../domain/values/spoken.ts';
import { describeUser } from '../../operations/users/describeUser.ts';
import { plain } from '../plain.ts';
import { factorLines } from './factorLines.ts';
import { type PersonFlags, printJson, withPerson } from './people.ts';

/** `cofactor user show LOGIN`: who it is, which roles and factors they have, and what to look at next. */
export const showUser = (ref: string, flags: PersonFlags): Promise<void> =>
  withPerson(ref, flags, async ({ services, user, factors, now }) => {
    if (flags.json) {
      printJson({ user: await describeUser(services, user), factors: factors.map(({ shown }) => shown) });
      return;
    }
    const roles = await services.store.roles.ofUser(user.id);
    const stored = factors.map(({ factor }) => factor);
    const lines = [
      headOf(user),
      `  e-mail ${user.profile.email ?? 'none'}; created ${clock(user.created)}`,
      `  password ${user.passwordChanged === undefined ? 'none yet' : `set ${clock(user.passwordChanged)}`}; roles: ${roles.map(({ role }) => role).join(', ') || 'none'}`,
      user.status === 'DEPROVISIONED'
        ? '  deactivated: factors are out of reach'
        : `  ${factors.length === 0 ? 'no factor' : `${counted(factors.length, 'factor')}:`}`,
      ...factors.flatMap((one) => factorLines(one, stored, now)).map((line) => `  ${line}`),
      `what happened at their last sign-in: cofactor explain ${user.profile.login}`,
    ];
    process.stdout.write(lines.map((line) => `${plain(line)}\n`).join(''));
  });

/** A user in a line: name, login, id and status. */
export function headOf({ id, status, profile: { firstName, lastName, login } }: User): string {
  const name = [firstName, lastName].filter((part) => part).join(' ');
  return `${name === '' ? login : `${name} (${login})`}, ${id}, ${status}`;
}
