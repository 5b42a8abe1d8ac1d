import { type Command, Option } from 'commander';
import { wholeNumber } from '../../config.ts';
import { defaultConnectionLimits } from '../../http/connections.ts';
import { type ServerOptions, STRANGERS_PER_MINUTE } from '../../http/server.ts';

/** Flags about those who connect, before anybody knows who they are. */
export interface ConnectionFlags {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly strangerLimit: number;
}

const MOST = 1_000_000_000;

/** Adds them to a command. */
export const connectionFlags = (command: Command): Command =>
  command
    .addOption(
      number('--max-connections', 'connections that are open at once')
        .env('COFACTOR_MAX_CONNECTIONS')
        .default(defaultConnectionLimits.all),
    )
    .addOption(
      number(
        '--max-connections-per-address',
        'of these, from one address that is no trusted proxy, without an API token',
      )
        .env('COFACTOR_MAX_CONNECTIONS_PER_ADDRESS')
        .default(defaultConnectionLimits.strangersPerAddress),
    )
    .addOption(
      number('--stranger-limit', 'requests a minute to the Device API by an address, other than those of its devices')
        .env('COFACTOR_STRANGER_LIMIT')
        .default(STRANGERS_PER_MINUTE),
    );

/** The flags as the server takes them. */
export const connectionOptions = (
  flags: ConnectionFlags,
): Pick<ServerOptions, 'connectionLimits' | 'strangerLimit'> => ({
  connectionLimits: { all: flags.maxConnections, strangersPerAddress: flags.maxConnectionsPerAddress },
  strangerLimit: flags.strangerLimit,
});

const number = (name: string, description: string): Option =>
  new Option(`${name} <number>`, description).argParser((text) => wholeNumber(name, text, 1, MOST));
