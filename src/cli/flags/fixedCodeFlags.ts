import { type Command, Option } from 'commander';
import { ConfigError } from '../../config.ts';
import type { FixedCode } from '../../dev/fixedCode.ts';
import { fixedCodeRule, literalLength } from '../../dev/fixedCodes.ts';

const FEWEST_LITERALS = 4;

interface Draft {
  readonly code: string;
  readonly for: string[];
  until?: string;
}

/**
 * Adds `--fixed-code`, each followed by what it is `--for` and perhaps `--until`; the function it gives says what was
 * asked for. These have no environment twins: nothing but a command typed for development can switch them on.
 */
export function fixedCodeFlags(command: Command): () => readonly FixedCode[] {
  const drafts: Draft[] = [];
  const latest = (flag: string): Draft => {
    const draft = drafts.at(-1);
    if (!draft) throw new ConfigError(`${flag} belongs to the --fixed-code before it, and there is none`);
    return draft;
  };
  const option = (flags: string, description: string, take: (text: string) => void) =>
    command.addOption(new Option(flags, description).argParser(take));
  option(
    '--fixed-code <digits>',
    'send this code instead of a random one to whoever is named by the --for after it',
    (code) => {
      drafts.push({ code, for: [] });
    },
  );
  option('--for <pattern>', 'numbers or addresses with * for any part, like +1555010* (again for more)', (pattern) => {
    if (literalLength(pattern) < FEWEST_LITERALS) {
      throw new ConfigError(`--for must say more than ${pattern}: fixed codes are for a range of numbers or addresses`);
    }
    latest('--for').for.push(pattern);
  });
  option('--until <date>', 'the last day of this fixed code', (until) => {
    latest('--until').until = until;
  });
  return () => {
    try {
      fixedCodeRule(drafts);
    } catch (error) {
      throw new ConfigError(`--fixed-code: ${(error as Error).message}`, { cause: error });
    }
    return drafts;
  };
}
