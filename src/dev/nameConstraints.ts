// The library for certificates wants it to be there first.
import 'reflect-metadata';
import { isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import { Extension } from '@peculiar/x509';
import ipaddr from 'ipaddr.js';

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

/** The extension that permits local names and these, and no others (RFC 5280 section 4.2.1.10). */
export function nameConstraints(names: readonly string[]): Extension {
  const permitted = [
    ...[...localNames, ...names.filter((name) => !isIP(name))].map((dNSName) => ({ dNSName })),
    ...[...localAddresses, ...names.filter((name) => isIP(name)).map(alone)].map((iPAddress) => ({ iPAddress })),
  ];
  const permittedSubtrees = new GeneralSubtrees(
    permitted.map((name) => new GeneralSubtree({ base: new GeneralName(name) })),
  );
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(new NameConstraints({ permittedSubtrees })));
}

const alone = (address: string): string => `${address}/${isIP(address) === 6 ? 128 : 32}`;
