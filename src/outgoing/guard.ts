import ipaddr from 'ipaddr.js';

/** Rules for addresses that others give us: none of them may make us talk to the machines beside us. */
export interface OutgoingPolicy {
  /** For development: http is as good as https. */
  readonly allowHttp: boolean;
  /** Loopback, private networks, unique local addresses and those of a carrier's NAT. */
  readonly allowPrivate: boolean;
}

/** Even where private networks are allowed, link-local addresses are not: that is where clouds keep their secrets. */
const PRIVATE = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
/** All there is of global unicast (RFC 4291 section 2.4): the rest maps IPv4 addresses or is none of our business. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const MAX_LENGTH = 1024;

/** Whether a connection may be made to this address. */
export function mayReach(address: string, { allowPrivate }: OutgoingPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (allowPrivate && PRIVATE.has(range)) return true;
  if (range !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}

/** Why a URI is none to be called, as far as it tells by itself; names are looked up with every call. */
export function uriProblem(uri: string, policy: OutgoingPolicy): string | undefined {
  if (uri.length > MAX_LENGTH) return `At most ${MAX_LENGTH} characters`;
  if (/\s|\\|\p{Cc}/u.test(uri) || !URL.canParse(uri)) return 'Not an absolute URL without white space';
  const url = new URL(uri);
  if (url.protocol !== 'https:' && !(policy.allowHttp && url.protocol === 'http:'))
    return 'It must begin with https://';
  if (url.username !== '' || url.password !== '') return 'No name and password in it';
  if (url.hash !== '') return 'No fragment in it';
  const literal = literalOf(url);
  if (literal !== undefined && !mayReach(literal, policy)) return FORBIDDEN;
  return undefined;
}

/** Said for every kind of address alike: it must not help to find out what is where. */
export const FORBIDDEN = 'The address is not public; private networks have to be allowed with --allow-private-hooks';

/** The IP address a URL names without a name; the parser has made decimal, octal and hexadecimal forms one. */
export function literalOf({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}
