import { isEveryAddress } from '../domain/values/network.ts';

/** The URL that a listening server is reached at. */
export function ownUrl(address: { readonly port: number }, host: string, scheme: 'http' | 'https'): string {
  // Who listens on every address can be called by this name, if only from the same machine.
  const name = isEveryAddress(host) ? 'localhost' : host;
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}
