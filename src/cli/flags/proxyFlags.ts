import { type Command, Option } from 'commander';
import { ConfigError, wholeNumber } from '../../config.ts';
import { FORWARDED_FOR, type ProxyPolicy } from '../../domain/policy/proxyPolicy.ts';
import { isNetwork } from '../../domain/values/network.ts';

/** Flags about the machines between end users, callers and this process. */
export interface ProxyFlags {
  readonly trustedProxies?: Pick<ProxyPolicy, 'hops' | 'proxies'>;
  readonly endUserHeader: string;
  readonly privateEndUsers: 'true' | 'false';
}

const MOST_HOPS = 32;

/** Adds them to a command. */
export const proxyFlags = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--trusted-proxies <list>',
        "how many proxies of yours are in front, or their addresses and networks (CIDR), with commas; callers' proxies too",
      )
        .env('COFACTOR_TRUSTED_PROXIES')
        .argParser(trustedProxies),
    )
    .addOption(
      new Option('--end-user-header <name>', 'the header in which callers send the address of their end user')
        .env('COFACTOR_END_USER_HEADER')
        .argParser(headerName)
        .default(FORWARDED_FOR, 'X-Forwarded-For'),
    )
    .addOption(
      new Option(
        '--private-end-users [boolean]',
        'end users may have private addresses: all is on one internal network',
      )
        .choices(['true', 'false'])
        .env('COFACTOR_PRIVATE_END_USERS')
        .preset('true')
        .default('false'),
    );

/** The flags as the service takes them. */
export const proxyPolicy = ({ trustedProxies: given, endUserHeader, privateEndUsers }: ProxyFlags): ProxyPolicy => ({
  proxies: [],
  ...given,
  endUserHeader,
  privateEndUsers: privateEndUsers === 'true',
});

function trustedProxies(text: string): Pick<ProxyPolicy, 'hops' | 'proxies'> {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const numbers = parts.filter((part) => /^\d+$/.test(part));
  const proxies = parts.filter((part) => !/^\d+$/.test(part));
  const wrong = proxies.filter((part) => !isNetwork(part));
  if (numbers.length > 1 || wrong.length > 0) {
    throw new ConfigError(
      '--trusted-proxies must be the number of your proxies in front, or addresses and networks like ' +
        `10.0.0.0/8,2001:db8::/32, or one number and addresses of callers' proxies, not ${wrong.join() || text}`,
    );
  }
  const [number] = numbers;
  return { proxies, ...(number !== undefined && { hops: wholeNumber('--trusted-proxies', number, 0, MOST_HOPS) }) };
}

function headerName(text: string): string {
  // RFC 9110 section 5.6.2: a field name is a token.
  if (/^[!#$%&'*+.^_`|~\w-]{1,64}$/.test(text)) return text.toLowerCase();
  throw new ConfigError(`--end-user-header must be the name of a header, not ${text}`);
}
