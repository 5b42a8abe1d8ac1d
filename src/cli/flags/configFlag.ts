import { type Command, Option } from 'commander';
import { parse, TomlError } from 'smol-toml';
import { ConfigError } from '../../config.ts';
import { secretVariables } from '../secretFiles.ts';
import { textFile } from '../textFile.ts';
import { nearest } from './nearest.ts';

/** Not in a file: `fixed-code` and its company must be typed, and a file does not name the next. */
const TYPED = ['fixed-code', 'for', 'until', 'config', 'help', 'version'];

/**
 * Adds `--config` to every command that works on a database. The file is TOML with the names of the flags of `serve` and
 * `dev`; what is typed, or set in the environment, goes before it.
 */
export function configFlag(program: Command): void {
  const commands = leaves(program).filter((command) => optionOf(command, 'database'));
  for (const command of commands) {
    command.addOption(
      new Option('--config <file>', 'TOML with names of flags: what is typed or in the environment goes before').env(
        'COFACTOR_CONFIG',
      ),
    );
  }
  const serving = commands.filter((command) => ['dev', 'serve'].includes(command.name()));
  const known = new Set(serving.flatMap(({ options }) => options.flatMap(({ long }) => (long ? [long.slice(2)] : []))));
  for (const name of TYPED) known.delete(name);
  program.hook('preAction', (_program, command) => {
    const { config } = command.opts<{ readonly config?: string }>();
    if (config !== undefined) apply(command, config, known);
  });
}

const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

const optionOf = (command: Command, name: string): Option | undefined =>
  command.options.find(({ long }) => long === `--${name}`);

function apply(command: Command, file: string, known: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(settingsOf(file))) {
    if (!known.has(name)) throw new ConfigError(`${file}: ${unknown(name, known)}`);
    const option = optionOf(command, name);
    // One file serves all commands: `migrate` has no port.
    if (!option) continue;
    const source = command.getOptionValueSource(option.attributeName());
    const set = asFlag(option, value, `${file}: ${name}`);
    if ((source === undefined || source === 'default') && set !== undefined) {
      command.setOptionValueWithSource(option.attributeName(), set, 'config');
    }
  }
}

function settingsOf(file: string): Readonly<Record<string, unknown>> {
  const text = textFile(file, '--config');
  try {
    return parse(text);
  } catch (error) {
    // The parser's own words quote the line, which may hold a password.
    const where = error instanceof TomlError ? ` at line ${error.line}, column ${error.column}` : '';
    throw new ConfigError(`--config: ${file} is not valid TOML${where}`);
  }
}

function unknown(name: string, known: ReadonlySet<string>): string {
  const variable = `COFACTOR_${name.toUpperCase().replaceAll('-', '_')}`;
  if ((secretVariables as readonly string[]).includes(variable))
    return `${name} is a secret: set ${variable}, or ${variable}_FILE to a file that holds it`;
  const near = nearest(name, [...known]);
  return `there is no flag ${name}${near === undefined ? '; cofactor serve --help lists them' : `; did you mean ${near}?`}`;
}

/** The value as the flag would have it; undefined: as if it had not been typed. */
function asFlag(option: Option, value: unknown, where: string): unknown {
  if (!option.required && !option.optional) {
    if (typeof value === 'boolean') return value || undefined;
    throw new ConfigError(`${where} must be true or false`);
  }
  const plain = ['string', 'number', 'boolean', 'bigint'];
  const parts = [value].flat();
  if (!parts.every((part) => plain.includes(typeof part)))
    throw new ConfigError(`${where} must be a text, a number, true, false, or a list of texts`);
  const text = parts.map(String).join(',');
  try {
    return option.parseArg ? option.parseArg(text, undefined as never) : text;
  } catch (error) {
    throw new ConfigError(`${where}: ${(error as Error).message}`, { cause: error });
  }
}
