import { type Command, Option } from 'commander';
import { ConfigError } from '../../config.ts';
import { isNetwork } from '../../domain/values/network.ts';
import { loopbackAllowed, nothingAllowed, type OutgoingPolicy } from '../../outgoing/guard.ts';

/** The flag about addresses that are set over the API, or by a command. */
export interface OutgoingFlags {
  readonly allowPrivate: readonly string[];
}

const defaults = { dev: loopbackAllowed, serve: nothingAllowed } as const satisfies Record<string, OutgoingPolicy>;

/** Adds the flag to a command; development mode may talk to its own machine. */
export const outgoingFlags = (command: Command, name: keyof typeof defaults): Command =>
  command.addOption(
    new Option(
      '--allow-private <list>',
      'hosts, addresses and networks (CIDR), with commas, that hooks, message providers, push services and key sets of ' +
        'clients may be at although they are private, and without TLS',
    )
      .env('COFACTOR_ALLOW_PRIVATE')
      .argParser(hostList)
      .default(defaults[name].allowed, defaults[name].allowed.join() || 'none'),
  );

/** The flag as the service takes it. */
export const outgoingPolicy = ({ allowPrivate }: OutgoingFlags): OutgoingPolicy => ({ allowed: allowPrivate });

function hostList(text: string): readonly string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  const wrong = entries.filter(
    (entry) => !isNetwork(entry) && !/^(?=.*[a-z])[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(entry),
  );
  if (wrong.length === 0) return entries;
  throw new ConfigError(
    `--allow-private must be names of hosts, addresses or networks like hooks.internal,10.0.0.0/8, not ${wrong.join()}`,
  );
}
