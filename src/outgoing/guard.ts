import ipaddr from 'ipaddr.js';
import { addressOf, isNetwork, networks } from '../domain/values/network.ts';

/** Rules for addresses that others give us: none of them may make us talk to the machines beside us. */
export interface OutgoingPolicy {
  /** Names of hosts, addresses and networks (CIDR) of the operator's own: they may be private, and without TLS. */
  readonly allowed: readonly string[];
}

/** A host as it was named, and whether what is said to it is encrypted. */
export interface Destination {
  readonly host: string;
  readonly encrypted: boolean;
}

/** The one guard of all connections to addresses that were set over the API. */
export interface Guard {
  /** Why a URI is none to be called, as far as it tells by itself; names are looked up with every call. */
  uriProblem(uri: string): string | undefined;
  /** Why a host is none to connect to, as far as it tells by itself. */
  hostProblem(to: Destination): string | undefined;
  /** Whether a connection may be made to this address, which the host's name leads to. */
  mayReach(address: string, to: Destination): boolean;
  /** Whether the operator lists this very host: its name, or the address that it is. */
  isListed(url: URL): boolean;
}

/** Nothing but the public internet, encrypted. */
export const nothingAllowed: OutgoingPolicy = { allowed: [] };
/** A machine on which somebody develops may talk to itself. */
export const loopbackAllowed: OutgoingPolicy = { allowed: ['127.0.0.0/8', '::1'] };

/** Said for every kind of address alike: it must not help to find out what is where. */
export const FORBIDDEN = 'The address is not public; private ones have to be allowed with --allow-private';
const PLAIN = 'It must be encrypted (TLS), unless its host is allowed with --allow-private';

/** All that the operator may allow: link-local addresses, where clouds keep their secrets, are not among them. */
const PRIVATE = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
/** The metadata services of clouds that are at other addresses than link-local ones: Azure, Alibaba Cloud, AWS, Google. */
const METADATA = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254']);
/** All there is of global unicast (RFC 4291 section 2.4): the rest maps IPv4 addresses or is none of our business. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const MAX_LENGTH = 1024;

/** Makes the guard of a policy. */
export function createGuard({ allowed }: OutgoingPolicy): Guard {
  const entries = allowed.map((entry) => entry.toLowerCase());
  const names = new Set(entries.filter((entry) => !isNetwork(entry)));
  const ranges = entries.filter(isNetwork);
  const own = networks(ranges);

  const listed = (address: string, host: string): boolean => names.has(host.toLowerCase()) || own.has(address);

  function mayReach(address: string, { host, encrypted }: Destination): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    const range = parsed.range();
    if (METADATA.has(parsed.toString())) return false;
    if (PRIVATE.has(range)) return listed(address, host);
    if (range !== 'unicast' || (parsed.kind() === 'ipv6' && !parsed.match(GLOBAL_IPV6))) return false;
    return encrypted || listed(address, host);
  }

  function hostProblem({ host, encrypted }: Destination): string | undefined {
    const literal = literalOf(host);
    if (literal !== undefined) {
      if (mayReach(literal, { host, encrypted })) return undefined;
      return mayReach(literal, { host, encrypted: true }) ? PLAIN : FORBIDDEN;
    }
    // RFC 6761 section 6.3: whatever a resolver says, it is this machine.
    const local = /^(?:.*\.)?localhost\.?$/i.test(host) && !names.has(host.toLowerCase());
    if (local && !own.has('127.0.0.1') && !own.has('::1')) return FORBIDDEN;
    // The address of a name may be in a network of the list: it is seen when it is called.
    return encrypted || names.has(host.toLowerCase()) || ranges.length > 0 ? undefined : PLAIN;
  }

  function uriProblem(uri: string): string | undefined {
    if (uri.length > MAX_LENGTH) return `At most ${MAX_LENGTH} characters`;
    if (/\s|\\|\p{Cc}/u.test(uri) || !URL.canParse(uri)) return 'Not an absolute URL without white space';
    const url = new URL(uri);
    const problem = hostProblem(destinationOf(url));
    if (url.protocol !== 'https:' && (url.protocol !== 'http:' || problem === PLAIN)) {
      return 'It must begin with https://, unless its host is allowed with --allow-private';
    }
    if (url.username !== '' || url.password !== '') return 'No name and password in it';
    if (url.hash !== '') return 'No fragment in it';
    return problem;
  }

  function isListed(url: URL): boolean {
    const { host } = destinationOf(url);
    return listed(literalOf(host) ?? '', host);
  }

  return { uriProblem, hostProblem, mayReach, isListed };
}

/** The host that a URL leads to, without brackets. */
export const destinationOf = ({ hostname, protocol }: URL): Destination => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  encrypted: protocol === 'https:',
});

/** The IP address that is named without a name, in its one spelling: decimal, octal, hexadecimal and short forms are made one. */
export const literalOf = (host: string): string | undefined =>
  ipaddr.isValid(host) ? (addressOf(host) === host ? host : ipaddr.parse(host).toString()) : undefined;
