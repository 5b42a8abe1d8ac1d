import { ConfigError } from '../../config.ts';
import type { Diagnosis, FactorFacts, Happening } from '../../domain/explain/history.ts';
import { clock } from '../../domain/explain/words.ts';
import type { User } from '../../domain/users/user.ts';
import { Fault } from '../../domain/values/fault.ts';
import { explainSubject } from '../../operations/explain/explainUser.ts';
import { plain } from '../plain.ts';
import { type Where, withStore } from '../withStore.ts';

/** `cofactor explain USER`: what was sent, what became of it, what was typed, and what to do next. */
export const explainCommand = (ref: string, flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    const found = await explainSubject({ store, now: () => Temporal.Now.instant() }, ref).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      throw new ConfigError(`there is no user with the id or login ${ref}, and no message was sent to one`);
    });
    const { userId, user, history, explanation } = found;
    const lines = [
      header(userId, user),
      ...history.factors.map(factorLine),
      '',
      ...explanation.timeline.map(timelineLine),
      ...(explanation.timeline.length === 0 ? [] : ['']),
      ...verdict(explanation.diagnosis),
      ...explanation.attacks.flatMap(({ text, next }) => ['', text, next]),
    ];
    process.stdout.write(lines.map((line) => `${plain(line)}\n`).join(''));
  });

function header(userId: string, user: User | undefined): string {
  if (!user) return `${userId}, a user of an Okta org`;
  const { firstName, lastName, login } = user.profile;
  const name = [firstName, lastName].filter((part) => part).join(' ');
  return `${name === '' ? login : `${name} (${login})`}, ${userId}, ${user.status}`;
}

const factorLine = ({ id, factorType, provider, status }: FactorFacts): string =>
  `  ${factorType} ${provider} ${id}, ${status}`;

const marks: Readonly<Record<Happening['outcome'], string>> = { OK: '+', PROBLEM: '!', NOTE: ' ' };

function timelineLine({ at, outcome, text, by, address }: Happening): string {
  const who = [by === undefined ? [] : `by ${by}`, address === undefined ? [] : `for ${address}`].flat().join(' ');
  return `${clock(at)} ${marks[outcome]} ${text}${who === '' ? '' : ` [${who}]`}`;
}

const verdict = ({ code, text, next }: Diagnosis): readonly string[] => [
  `What happened: ${text} (${code})`,
  `What to do:    ${next}`,
];
