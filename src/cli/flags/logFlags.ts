import { type Command, Option } from 'commander';

/** From everything to nothing. */
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const FORMATS = ['json', 'pretty'] as const;

/** Flags about the log on stderr. */
export interface LogFlags {
  readonly logLevel: (typeof LEVELS)[number];
  readonly logFormat: (typeof FORMATS)[number];
}

/** Adds the flags of the log to a command; a machine reads that of `serve`, a person that of `dev`. */
export const logFlags = (command: Command, format: LogFlags['logFormat']): Command =>
  command
    .addOption(
      new Option('--log-level <level>', 'the least that is logged; requests are info')
        .env('COFACTOR_LOG_LEVEL')
        .choices(LEVELS)
        .default('info'),
    )
    .addOption(
      new Option('--log-format <format>', 'a JSON object a line, or words for people')
        .env('COFACTOR_LOG_FORMAT')
        .choices(FORMATS)
        .default(format),
    );
