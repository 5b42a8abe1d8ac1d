import { networkInterfaces } from 'node:os';

/** The addresses of this machine, loopback included. */
export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  // A link-local address has the interface behind it, which no certificate and no URL names.
  return all.filter(({ scopeid = 0 }) => scopeid === 0).map(({ address }) => address);
}
