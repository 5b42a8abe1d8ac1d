import { ConfigError } from '../../config.ts';
import { counted } from '../../domain/values/spoken.ts';
import { removeChosen, withCompany } from '../../operations/factors/remove/removeChosen.ts';
import { removeAllFactors } from '../../operations/factors/remove/resetFactors.ts';
import type { Justification } from '../../operations/shared/logEntry.ts';
import { confirm } from '../confirm.ts';
import { plain } from '../plain.ts';
import { withRefusals } from '../refusal.ts';
import { factorLines, nameOf } from './factorLines.ts';
import { type Person, type PersonFlags, printJson, withPerson } from './people.ts';
import { headOf } from './user.ts';

/** Flags of the commands that take factors away. */
export interface RemoveFlags extends PersonFlags {
  readonly reason: string;
  readonly ticket?: string;
  readonly yes?: boolean;
}

export interface ResetFlags extends RemoveFlags {
  /** Ids of the chosen ones; all when absent. */
  readonly factor?: readonly string[];
}

/** `cofactor factor list LOGIN`: a factor a line, and under a pending one what comes next. */
export const listUserFactors = (ref: string, flags: PersonFlags): Promise<void> =>
  withPerson(ref, flags, async (person) => {
    const { factors, now, user } = person;
    refuseUnreachable(person);
    if (flags.json) return void printJson(factors.map(({ shown }) => shown));
    const stored = factors.map(({ factor }) => factor);
    const lines = factors.flatMap((one) => factorLines(one, stored, now));
    if (lines.length === 0) process.stderr.write(`${plain(user.profile.login)} has no factor\n`);
    process.stdout.write(lines.map((line) => `${plain(line)}\n`).join(''));
  });

/** `cofactor factor remove LOGIN FACTOR`: removes one factor, and what came with it. */
export const removeFactor = (ref: string, id: string, flags: RemoveFlags): Promise<void> =>
  resetUserFactors(ref, { ...flags, factor: [id] });

/** `cofactor factor reset LOGIN`: removes all factors or the chosen ones, once somebody has read what will happen. */
export const resetUserFactors = (ref: string, flags: ResetFlags): Promise<void> =>
  withPerson(ref, flags, async (person) => {
    refuseUnreachable(person);
    const { services, user, factors } = person;
    const why = justificationOf(flags);
    const chosen = flags.factor;
    const stored = factors.map(({ factor }) => factor);
    const going = chosen ? withCompany(stored, chosen) : stored;
    const unknown = chosen?.find((id) => !stored.some((factor) => factor.id === id));
    // The operation refuses it as well, and says what became of it: nobody is to confirm what cannot be done.
    if (unknown === undefined && !flags.yes) {
      process.stderr.write(
        plan(
          person,
          going.map(({ id }) => id),
        )
          .map((line) => `${plain(line)}\n`)
          .join(''),
      );
      await confirm('Go on?', 'nothing was removed; answer y, or say --yes');
    }
    const removed = await withRefusals(
      chosen ? removeChosen(services, user.id, chosen, { why }) : removeAllFactors(services, user.id, { why }, false),
    );
    if (flags.json) printJson({ userId: user.id, removed: going.map(({ id }) => id) });
    else process.stdout.write(`${plain(`removed ${counted(removed.length, 'factor')} of ${user.profile.login}`)}\n`);
  });

function plan({ user, factors }: Person, ids: readonly string[]): readonly string[] {
  const going = factors.filter(({ factor }) => ids.includes(factor.id));
  const kept = factors.length - going.length;
  const after =
    kept === 0
      ? 'The user has no factor then, and enrolls anew at the next sign-in; until then no second factor protects them.'
      : `${counted(kept, 'factor')} will stay.`;
  return [
    headOf(user),
    going.length === 0 ? 'There is no factor to remove.' : `This removes for good ${counted(going.length, 'factor')}:`,
    ...going.map((one) => `  ${nameOf(one)} ${one.factor.id}, ${one.shown.status}`),
    after,
  ];
}

const MOST_CHARACTERS = 500;

/** Printable words of bounded length: they are shown to whoever reads the log. */
function justificationOf({ reason, ticket }: RemoveFlags): Justification {
  for (const [name, text] of [
    ['--reason', reason],
    ['--ticket', ticket],
  ] as const) {
    if (text === undefined) continue;
    if (text.trim() === '' || text.length > MOST_CHARACTERS || /\p{Cc}/u.test(text)) {
      throw new ConfigError(`${name} must be 1 to ${MOST_CHARACTERS} printable characters`);
    }
  }
  return { reason, ...(ticket !== undefined && { ticket }) };
}

function refuseUnreachable({ user: { id, status, profile } }: Person): void {
  if (status !== 'DEPROVISIONED') return;
  throw new ConfigError(
    `${plain(profile.login)} is deactivated, so their factors are out of reach; POST /api/v1/users/${id}/lifecycle/activate brings them back`,
  );
}
