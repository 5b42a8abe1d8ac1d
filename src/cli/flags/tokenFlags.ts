import { type Command, Option } from 'commander';
import { ConfigError } from '../../config.ts';
import { type Role, roleTypes } from '../../contract/access/roles.ts';
import { type Scope, scopeNames } from '../../contract/access/scopes.ts';
import type { ApiToken } from '../../domain/access/apiToken.ts';
import { isNetwork } from '../../domain/values/network.ts';
import { nearest } from './nearest.ts';

/** Flags about what an API token may do, from where, and for how long. */
export interface TokenFlags {
  readonly role?: Role;
  readonly scopes?: readonly Scope[];
  readonly networks?: readonly string[];
  readonly expires?: Temporal.Instant | Temporal.Duration;
  readonly owner?: string;
}

/** Adds them to a command. */
export const tokenFlags = (command: Command): Command =>
  command
    .addOption(new Option('--role <role>', 'the administrator role it has (docs/access.md)').choices(roleTypes))
    .addOption(
      new Option('--scopes <list>', 'the scopes it is limited to, with commas, such as okta.users.read').argParser(
        scopeList,
      ),
    )
    .option('--owner <login>', 'the user that `me` means for it, and whose roles it has unless it has one of its own')
    .addOption(
      new Option('--networks <list>', 'addresses and networks (CIDR) it may be used from, with commas').argParser(
        networkList,
      ),
    )
    .addOption(
      new Option('--expires <when>', 'an instant such as 2027-01-31T00:00:00Z, or a duration such as P30D').argParser(
        expiry,
      ),
    );

/** The flags as a token takes them, but for its owner. */
export function tokenLimits(
  { role, scopes, networks, expires }: TokenFlags,
  now: Temporal.Instant,
): Pick<ApiToken, 'role' | 'scopes' | 'networks' | 'expires'> {
  const until = expires && ('epochMilliseconds' in expires ? expires : later(now, expires));
  if (until && Temporal.Instant.compare(until, now) <= 0) throw new ConfigError('--expires: this is over already');
  return {
    ...(role && { role }),
    ...(scopes && { scopes }),
    ...(networks && { networks }),
    ...(until && { expires: until }),
  };
}

const later = (now: Temporal.Instant, duration: Temporal.Duration): Temporal.Instant =>
  now.toZonedDateTimeISO('UTC').add(duration).toInstant();

function expiry(text: string): Temporal.Instant | Temporal.Duration {
  try {
    return text.startsWith('P') ? Temporal.Duration.from(text) : Temporal.Instant.from(text);
  } catch {
    throw new ConfigError(`--expires: ${text} is neither an instant (2027-01-31T00:00:00Z) nor a duration (P30D)`);
  }
}

function scopeList(text: string): readonly Scope[] {
  return parts(text).map((part) => {
    const known = scopeNames.find((scope) => scope === part);
    if (known) return known;
    const near = nearest(part, scopeNames);
    throw new ConfigError(`--scopes: there is no scope ${part}${near === undefined ? '' : `; did you mean ${near}?`}`);
  });
}

function networkList(text: string): readonly string[] {
  const list = parts(text);
  const wrong = list.filter((part) => !isNetwork(part));
  if (list.length > 0 && wrong.length === 0) return list;
  throw new ConfigError(
    `--networks: name addresses or networks, such as 10.0.0.0/8, not ${wrong.join(', ') || 'nothing'}`,
  );
}

const parts = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');
