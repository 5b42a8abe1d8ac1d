import { type Command, Option } from 'commander';
import { Value } from 'typebox/value';
import { ConfigError } from '../../config.ts';
import {
  defaultGuardNumbers,
  type GuardMode,
  GuardNumbers,
  type GuardPolicy,
} from '../../domain/policy/guardPolicy.ts';
import { isCountry, NO_COUNTRY } from '../../domain/pumping/number.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { textFile } from '../textFile.ts';

/** Flags about text messages and calls. */
export interface GuardFlags {
  readonly pumpingGuard: GuardMode;
  readonly countries: readonly string[];
  readonly guardNumbers?: string;
}

const MODES: readonly GuardMode[] = ['off', 'dry-run', 'on'];

/** `serve` guards and knows no country until it is told; `dev` does not guard, and when it is asked to knows them all. */
const defaults = {
  dev: { mode: 'off', countries: ['*'] },
  serve: { mode: 'on', countries: [] },
} as const satisfies Record<string, { mode: GuardMode; countries: readonly string[] }>;

/** Adds the flags of the pumping guard to a command. */
export function guardFlags(command: Command, name: keyof typeof defaults): Command {
  const { mode, countries } = defaults[name];
  return command
    .addOption(
      new Option(
        '--pumping-guard <mode>',
        'keep back text messages and calls that nobody will answer; dry-run only logs',
      )
        .env('COFACTOR_PUMPING_GUARD')
        .choices(MODES)
        .default(mode),
    )
    .addOption(
      new Option('--countries <list>', 'where messages may go: US,DE,…; * is everywhere, 001 satellite networks')
        .env('COFACTOR_COUNTRIES')
        .argParser(countryList)
        .default(countries, countries.join() || 'none'),
    )
    .addOption(
      new Option(
        '--guard-numbers <file>',
        `JSON with any of ${Object.entries(defaultGuardNumbers)
          .map(([key, value]) => `${key} (${value})`)
          .join(', ')}`,
      ).env('COFACTOR_GUARD_NUMBERS'),
    );
}

/** The guard of a command; only development accepts numbers that examples are made of. */
export function guardPolicy(
  { pumpingGuard, countries, guardNumbers }: GuardFlags,
  invalidNumbers: GuardPolicy['invalidNumbers'],
): GuardPolicy {
  const numbers = guardNumbers === undefined ? defaultGuardNumbers : readNumbers(guardNumbers);
  return { mode: pumpingGuard, countries, invalidNumbers, numbers };
}

/** A warning about the guard for the log of a start; undefined when all is well. */
export function guardHint({ mode, countries }: GuardPolicy): string | undefined {
  if (mode === 'off') return 'the pumping guard is off: nothing stops text messages and calls to numbers nobody has';
  if (mode === 'dry-run') return 'the pumping guard only logs what it would keep back: every message is sent';
  if (countries.length > 0) return undefined;
  return (
    'NO COUNTRY IS ALLOWED: every text message and call is refused with E0000099. ' +
    'Start with --countries US,DE,… (or COFACTOR_COUNTRIES) to name those your users have phones of, * for all'
  );
}

function countryList(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim().toUpperCase())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => name !== '*' && name !== NO_COUNTRY && !isCountry(name));
  if (unknown.length === 0) return [...new Set(names)];
  throw new ConfigError(
    `--countries must be two-letter codes like US,DE, or *, or ${NO_COUNTRY} for satellite networks, not ${unknown.join()}`,
  );
}

function readNumbers(path: string): GuardNumbers {
  const given = { ...defaultGuardNumbers, ...(parse(path) as object) };
  if (Value.Check(GuardNumbers, given)) return given;
  throw new ConfigError(`${path}: ${shapeError([...Value.Errors(GuardNumbers, given)]).join('; ')}`);
}

function parse(path: string): unknown {
  const text = textFile(path, '--guard-numbers');
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given;
  } catch {
    // Falls through: not JSON at all.
  }
  throw new ConfigError(`--guard-numbers: ${path} must hold one JSON object`);
}
