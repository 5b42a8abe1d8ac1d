import { type Command, Option } from 'commander';
import { wholeNumber } from '../../config.ts';
import { defaultPostgresOptions, type PostgresOptions } from '../../store/engines/postgres/options.ts';

/** Flags about the use of PostgreSQL. */
export interface DatabaseFlags {
  readonly database: string;
  readonly databaseConnections: number;
  readonly databaseConnectTimeout: number;
  readonly databaseTimeout: number;
}

/** Which database a command works on. */
export const databaseFlag = (): Option =>
  new Option('--database <url>', 'sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST[:PORT][,…]/DATABASE')
    .env('COFACTOR_DATABASE_URL')
    .default('sqlite:.cofactor/cofactor.db');

/** Adds the flags of the database to a command that serves. */
export function databaseFlags(command: Command): Command {
  const { connections, connectTimeoutMs, timeoutMs } = defaultPostgresOptions;
  return command
    .addOption(databaseFlag())
    .addOption(
      new Option('--database-connections <number>', 'connections to PostgreSQL that this process opens at most')
        .env('COFACTOR_DATABASE_CONNECTIONS')
        .argParser((text) => wholeNumber('--database-connections', text, 3, 1_000))
        .default(connections),
    )
    .addOption(
      new Option('--database-connect-timeout <milliseconds>', 'for one PostgreSQL server to accept a connection')
        .env('COFACTOR_DATABASE_CONNECT_TIMEOUT')
        .argParser((text) => wholeNumber('--database-connect-timeout', text, 100, 60_000))
        .default(connectTimeoutMs),
    )
    .addOption(
      new Option('--database-timeout <milliseconds>', 'for one statement or transaction; then the caller is told 503')
        .env('COFACTOR_DATABASE_TIMEOUT')
        .argParser((text) => wholeNumber('--database-timeout', text, 100, 60_000))
        .default(timeoutMs),
    );
}

/** The flags as the engine takes them. */
export const postgresOptions = (flags: DatabaseFlags): PostgresOptions => ({
  connections: flags.databaseConnections,
  connectTimeoutMs: flags.databaseConnectTimeout,
  timeoutMs: flags.databaseTimeout,
});
