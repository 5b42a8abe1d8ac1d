import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import forge from 'node-forge';

/** Names that lead nowhere but to this machine or this network (RFC 6761, RFC 6762), with all below them. */
const localNames = ['localhost', 'test', 'local', 'internal', 'home.arpa'] as const;
const localAddresses = [
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '0.0.0.0/32'],
  ...['::1/128', 'fc00::/7', 'fe80::/10', '::/128'],
] as const;

/** Whether a certificate for this name is one that an authority for `names` may issue. */
export function isPermitted(name: string, names: readonly string[]): boolean {
  if (names.includes(name)) return true;
  if (!isIP(name)) return localNames.some((local) => name === local || name.endsWith(`.${local}`));
  const address = ipaddr.parse(name);
  return localAddresses.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}

/** The extension that permits local names and these, as the library takes it: it has no words of its own for it. */
export function nameConstraints(names: readonly string[]): { readonly id: string; readonly value: string } {
  const { asn1 } = forge;
  const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
  const sequence = (...content: forge.asn1.Asn1[]) => asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, content);
  // GeneralName: 2 is a name, 7 an address followed by its mask.
  const subtree = (tag: number, value: string) => sequence(asn1.create(CONTEXT_SPECIFIC, tag, false, value));
  const byName = [...localNames, ...names.filter((name) => !isIP(name))].map((name) => subtree(2, name));
  const ranges = [...localAddresses, ...names.filter((name) => isIP(name)).map(alone)];
  const byAddress = ranges.map((range) => subtree(7, addressAndMask(range)));
  const permitted = asn1.create(CONTEXT_SPECIFIC, 0, true, [...byName, ...byAddress]);
  return { id: '2.5.29.30', value: asn1.toDer(sequence(permitted)).getBytes() };
}

const alone = (address: string): string => `${address}/${isIP(address) === 6 ? 128 : 32}`;

function addressAndMask(range: string): string {
  const [network, bits] = ipaddr.parseCIDR(range);
  const mask =
    network.kind() === 'ipv6'
      ? ipaddr.IPv6.subnetMaskFromPrefixLength(bits)
      : ipaddr.IPv4.subnetMaskFromPrefixLength(bits);
  return String.fromCharCode(...network.toByteArray(), ...mask.toByteArray());
}
