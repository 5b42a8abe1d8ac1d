import { type Command, Option } from 'commander';
import { wholeNumber } from '../../config.ts';
import { defaultRetention, MOST_DAYS, type Retention } from '../../domain/policy/retention.ts';

/** The flags about how long things are kept. */
export interface RetentionFlags {
  readonly retainLog: number;
  readonly retainMessages: number;
}

/** Adds them to a command. */
export const retentionFlags = (command: Command): Command =>
  command
    .addOption(days('log', 'entries of the system log').default(defaultRetention.log))
    .addOption(days('messages', 'records of messages').default(defaultRetention.messages));

const days = (name: keyof Retention, what: string): Option =>
  new Option(`--retain-${name} <days>`, `how long ${what} are kept; fewer than 30: cofactor retention allow`)
    .env(`COFACTOR_RETAIN_${name.toUpperCase()}`)
    .argParser((text) => wholeNumber(`--retain-${name}`, text, 1, MOST_DAYS));

/** Retention as the service takes it. */
export const retentionOf = ({ retainLog, retainMessages }: RetentionFlags): Retention => ({
  log: retainLog,
  messages: retainMessages,
});
