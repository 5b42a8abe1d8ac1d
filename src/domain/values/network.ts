import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Ranges whose addresses mean something inside one network only (RFC 6890), named as `ipaddr.js` does. */
const PRIVATE = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified']);

/** An address, and what a request is asked about it again and again. */
interface Known {
  readonly address: Address;
  /** The address in its one spelling. */
  readonly spelling: string;
  readonly network: string;
  readonly range: string;
}

/** Texts that are remembered at most; to take one apart takes up to 20 µs, and each request does it a dozen times. */
const MOST = 4_096;
/** The longest text that is remembered, in characters: an IPv6 address with brackets, zone and port. */
const LONGEST = 64;
const remembered = new Map<string, Known | undefined>();

/** The address that a text names, and all that is asked about it; undefined for text that names none. */
function known(text: string): Known | undefined {
  if (text.length > LONGEST) return describe(parse(text));
  let found = remembered.get(text);
  if (found === undefined && !remembered.has(text)) {
    found = describe(parse(text));
    if (remembered.size >= MOST) remembered.clear();
    remembered.set(text, found);
  }
  return found;
}

function describe(address: Address | undefined): Known | undefined {
  if (!address) return undefined;
  const spelling = address.toString();
  const network = address instanceof ipaddr.IPv6 ? networkOfSix(address) : spelling;
  return { address, spelling, network, range: address.range() };
}

const networkOfSix = ({ parts }: ipaddr.IPv6): string =>
  `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;

/**
 * The address that a text names, without port, brackets and zone: IPv4, also where it is mapped into IPv6
 * (RFC 4291 section 2.5.5.2), or IPv6. Undefined for text that names none.
 */
function parse(text: string): Address | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  // Shorter forms, decimal and octal numbers are for the hands of people: a proxy writes four parts.
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return undefined;
  return ipaddr.process(bare);
}

/** An address in its one spelling, or undefined for text that is no IP address. */
export const addressOf = (text: string): string | undefined => known(text)?.spelling;

/** Whether an address is of no use outside its own network: private, loopback, link-local or a carrier's NAT. */
export const isPrivate = (address: string): boolean => PRIVATE.has(known(address)?.range ?? '');

/** Whether an address is this machine's own for itself. */
export const isLoopback = (address: string): boolean => known(address)?.range === 'loopback';

/** Whether the host of a URL is this machine, for itself. */
export const isLocalhost = (host: string): boolean => host === 'localhost' || isLoopback(host);

/** Whether an address to listen on is every address of the machine (`0.0.0.0`, `::`): nobody can call it. */
export const isEveryAddress = (host: string): boolean => known(host)?.range === 'unspecified';

/**
 * The network an end-user address belongs to: the address itself for IPv4, the /64 for IPv6, where one customer has
 * so many addresses that each request can come from another. Text that is no address is its own.
 */
export const networkOf = (address: string): string => known(address)?.network ?? address;

/** A set of addresses and of networks in CIDR notation (RFC 4632). */
export interface Networks {
  has(address: string): boolean;
}

/** Whether a text is an address or a network in CIDR notation. */
export const isNetwork = (text: string): boolean => addressOf(text) !== undefined || ipaddr.isValidCIDR(text);

/** Makes a set of addresses and networks; each must be one (`isNetwork`). */
export function networks(texts: readonly string[]): Networks {
  const ranges = texts.map((text): [Address, number] => {
    const single = known(text)?.address;
    return single ? [single, single.kind() === 'ipv4' ? 32 : 128] : ipaddr.parseCIDR(text);
  });
  return {
    has(text) {
      const address = known(text)?.address;
      return address !== undefined && ranges.some(([base, bits]) => contains(base, bits, address));
    },
  };
}

function contains(base: Address, bits: number, address: Address): boolean {
  return base.kind() === address.kind() && address.match(base as never, bits);
}
