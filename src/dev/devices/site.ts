import { isLocalhost } from '../../domain/values/network.ts';

/** The page a key is used on where nobody says: one of the site that asks, which is the service's own where it has no name. */
export function siteOf(rpId: string | undefined, base: string): string {
  const { hostname, origin } = new URL(base);
  const host = rpId ?? hostname;
  // Browsers know no keys of addresses.
  if (isLocalhost(host)) return 'http://localhost';
  return host === hostname ? origin : `https://${host}`;
}
